"""Keys are told from what is none, and a signature from a forged one."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from workers.errors import KeyInvalid
from workers.signing import PublicKey, SigningKey


def test_what_a_key_signed_is_known_by_its_public_half_alone() -> None:
    key = SigningKey.new()
    public = PublicKey.from_pem(key.public.pem)
    signature = SigningKey.from_pem(key.pem).sign(b"content")
    assert public.has_signed(b"content", signature)
    assert not public.has_signed(b"Content", signature)
    assert not public.has_signed(b"content", b"short")
    assert not SigningKey.new().public.has_signed(b"content", signature)


def test_a_fingerprint_is_sixteen_bytes_in_pairs() -> None:
    fingerprint = SigningKey.new().public.fingerprint
    assert [len(pair) for pair in fingerprint.split(":")] == [4] * 8


def test_a_secret_key_does_not_show_itself() -> None:
    key = SigningKey.new()
    assert "key=" not in repr(key)
    assert key.pem.decode() not in repr(key)


_OTHER = ec.generate_private_key(ec.SECP256R1())
_OTHER_PRIVATE = _OTHER.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
_LOCKED = SigningKey.new().key.private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.PKCS8,
    serialization.BestAvailableEncryption(b"password"),
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The signing key is no PEM file of a private key without a password."),
        (_LOCKED, "The signing key is no PEM file of a private key without a password."),
        (_OTHER_PRIVATE, "The signing key is of another kind than Ed25519."),
    ],
)
def test_what_cannot_sign_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(KeyInvalid) as refused:
        SigningKey.from_pem(content)
    assert str(refused.value) == sentence


def test_a_public_key_of_another_kind_is_refused() -> None:
    pem = _OTHER.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    with pytest.raises(KeyInvalid, match="The public key is of another kind than Ed25519"):
        PublicKey.from_pem(pem)
