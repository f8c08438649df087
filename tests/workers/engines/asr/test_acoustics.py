import numpy as np
import pytest

from tests.workers.engines import material
from workers.engines.asr.acoustics import SILENCE, load_model
from workers.engines.asr.features import (
    background_of,
    band_powers,
    cepstra,
    loud_frames,
    product,
    with_deltas,
)
from workers.engines.asr.spotting import best_fits, chain_of, loop_gains, loop_path
from workers.engines.weights import package_folder
from workers.errors import EngineUnavailable


@pytest.fixture(scope="module")
def model():
    return load_model(package_folder("pocketsphinx", package="pocketsphinx") / "model" / "en-us" / "en-us")


def test_the_model_is_read_whole(model):
    assert len(model.phones.names) == 42
    assert model.phones.senones == 5126
    assert model.phones.plain.shape == (42, 3)
    assert np.allclose(model.mixture.sum(axis=1), 1, atol=1e-4)
    assert np.allclose(np.exp(model.stay) + np.exp(model.move), 1, atol=0.02)


def test_every_senone_belongs_to_one_phone(model):
    assert set(model.codebook.tolist()) == set(range(42))


def test_a_senones_moments_are_those_of_its_gaussians(model):
    mean, variance = model.moments(int(model.phones.plain[model.phones.number("IY")][1]))
    assert mean.shape == variance.shape == (39,)
    assert (variance > 0).all()


def most_typical(model, senone):
    """The mean of the heaviest Gaussian of each stream, float32 [39]."""
    first = int(model.codebook[senone]) * model.densities
    heaviest = [first + int(weights[:, senone].argmax()) for weights in model.mixture]
    means = [
        model.centre[stream][:, place] * 0.5 / model.weight[stream][:, place]
        for stream, place in enumerate(heaviest)
    ]
    return np.concatenate(means).astype(np.float64)


def test_likelihood_is_highest_for_the_state_that_a_sound_is_typical_of(model):
    senones = model.plain_senones
    typical = np.array([most_typical(model, senone) for senone in senones])
    best = model.log_likelihoods(typical, senones).argmax(axis=1) // 3
    assert (best == np.arange(126) // 3).mean() > 0.7


def test_a_folder_without_a_model_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(EngineUnavailable, match=r"The acoustic model in .* cannot be read"):
        load_model(tmp_path)


def test_a_damaged_model_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "mdef").write_bytes(b"BMDF" + bytes(40))
    with pytest.raises(EngineUnavailable, match="cannot be read"):
        load_model(tmp_path)


def test_there_is_a_frame_each_ten_milliseconds():
    assert band_powers(material.noise(1.0)).shape == (98, 25)
    assert band_powers(material.silence(0.02)).shape == (0, 25)
    assert with_deltas(np.zeros((0, 13), np.float64)).shape == (0, 39)


def test_a_louder_recording_differs_in_the_first_cepstrum_alone():
    quiet = band_powers(material.noise(1.0, level=500))
    loud = band_powers((material.noise(1.0, level=500) * 4).astype(np.int16))
    nothing = np.zeros(25, np.float64)
    difference = cepstra(loud, nothing) - cepstra(quiet, nothing)
    assert np.allclose(difference[:, 0], 5 * np.log(16), atol=0.01)
    assert np.allclose(difference[:, 1:], 0, atol=0.01)


def test_digital_silence_has_finite_features():
    powers = band_powers(material.silence(1.0))
    assert np.isfinite(cepstra(powers, background_of(powers))).all()


def test_frames_of_speech_are_the_loud_ones():
    samples = np.concatenate([material.silence(1.0), material.noise(1.0), material.silence(1.0)])
    values = cepstra(band_powers(samples), np.ones(25, np.float64))
    loud = loud_frames(values)
    assert loud[105:190].all()
    assert not loud[:95].any()


def features_of(model, *words):
    """Features as the model expects them of these words: each state for three frames."""
    chain = chain_of(model, words)
    means = [most_typical(model, int(senone)) for senone in chain.senones]
    return np.repeat(np.array(means, np.float64), 3, axis=0), chain


CAT, DOG = ("K", "AE", "T"), ("D", "AO", "G")


def fits_of(model, features, *chains):
    senones = np.unique(np.concatenate([chain.senones for chain in chains]))
    column = np.zeros(model.phones.senones, np.intp)
    column[senones] = np.arange(len(senones))
    loop = loop_gains(model, model.log_likelihoods(features, model.plain_senones))
    return best_fits(model, chains, model.log_likelihoods(features, senones), column, loop)


def test_words_are_found_where_they_stand(model):
    before, _ = features_of(model, ("M", "UW", "N"))
    said, chain = features_of(model, CAT)
    after, _ = features_of(model, ("L", "IY", "V"))

    (fit,) = fits_of(model, np.concatenate([before, said, after]), chain)

    assert abs(fit.start - len(before)) <= 3
    assert abs(fit.end - len(before) - len(said)) <= 3


def test_the_words_that_were_said_fit_better_than_others(model):
    said, cat_dog = features_of(model, CAT, DOG)
    others = [chain_of(model, words) for words in ((DOG, CAT), (CAT, CAT), (("S", "IH", "M"), DOG))]
    first, *rest = fits_of(model, said, cat_dog, *others)
    assert all(first.gain > other.gain + 10 for other in rest)


def test_words_are_found_with_and_without_a_pause_between_them(model):
    cat, _ = features_of(model, CAT)
    dog, _ = features_of(model, DOG)
    pause = np.tile(most_typical(model, model.phones.plain[model.phones.number(SILENCE)][1]), (40, 1))
    chain = chain_of(model, (CAT, DOG))

    together, apart = (
        fits_of(model, features, chain)[0]
        for features in (np.concatenate([cat, dog]), np.concatenate([cat, pause, dog]))
    )

    assert abs((apart.end - apart.start) - (together.end - together.start) - 40) <= 6


def test_the_free_loop_names_the_phones_that_were_said(model):
    said, _ = features_of(model, CAT)
    path = loop_path(model, model.log_likelihoods(said, model.plain_senones))
    names = [model.phones.names[state // 3] for state in path]
    assert list(dict.fromkeys(names))[:3] == ["K", "AE", "T"]


def test_a_product_some_rows_at_a_time_is_the_product():
    chance = np.random.default_rng(4)
    left, right = chance.normal(size=(3000, 13)), chance.normal(size=(13, 128))
    assert np.allclose(product(left, right), left @ right)


def test_bands_of_a_shorter_vocal_tract_lie_higher():
    time_s = np.arange(8000) / 16_000
    tone = (8000 * np.sin(2 * np.pi * 2000 * time_s)).astype(np.int16)
    loudest = [int(band_powers(tone, warp=warp).mean(axis=0).argmax()) for warp in (1.0, 1.12, 1.24)]
    assert loudest == sorted(loudest, reverse=True)
    assert len(set(loudest)) == 3
