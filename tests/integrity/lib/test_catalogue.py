"""Every word of the site is translated, and what is committed is what the sources say."""

import ast
import gettext
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from integrity.lib.catalogue import LOCALE, CatalogueInvalid, compile_catalogue, read_catalogue

ROOT = Path(__file__).parent.parent.parent.parent
RUSSIAN = LOCALE / "ru" / "LC_MESSAGES" / "django.po"

_TRANSLATE = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
_BLOCK = re.compile(r"{%\s*blocktranslate.*?%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
_FUNCTIONS = {"_", "gettext", "gettext_lazy", "ngettext"}
#: Known to Django itself, in its own catalogue.
_DJANGO_S = {"English", "Russian"}


def words_of_templates() -> Iterator[str]:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        yield from (first or second for first, second in _TRANSLATE.findall(text))
        yield from ("\0".join(_forms(block)) for block in _BLOCK.findall(text))


def _forms(block: str) -> list[str]:
    return [_VARIABLE.sub(r"%(\1)s", form) for form in _PLURAL.split(block)]


def words_of_code() -> Iterator[str]:
    for path in (ROOT / "integrity").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                yield "\0".join(str(text) for text in texts)


def test_every_sentence_is_translated_and_no_translation_is_left_over() -> None:
    used = {*words_of_templates(), *words_of_code()} - _DJANGO_S
    translated = set(read_catalogue(RUSSIAN.read_text(encoding="utf-8"))) - {""}
    assert used - translated == set()
    assert translated - used == set()


def test_translations_keep_the_places_to_fill_in() -> None:
    for source, translation in read_catalogue(RUSSIAN.read_text(encoding="utf-8")).items():
        wanted = set(re.findall(r"%\(\w+\)[sd]", source))
        for form in translation.split("\0"):
            assert set(re.findall(r"%\(\w+\)[sd]", form)) <= wanted, source


def test_the_committed_catalogue_is_the_compiled_source() -> None:
    compiled = RUSSIAN.with_suffix(".mo").read_bytes()
    assert compiled == compile_catalogue(RUSSIAN.read_text(encoding="utf-8"))


def test_a_compiled_catalogue_is_read_by_gettext_itself() -> None:
    source = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'
        '# a remark\nmsgid "one "\n"two"\nmsgstr "eins "\n"zwei"\n\n'
        'msgid "%(count)d day"\nmsgid_plural "%(count)d days"\nmsgstr[0] "Tag"\nmsgstr[1] "Tage"\n\n'
        'msgid "not yet"\nmsgstr ""\n'
    )
    catalogue = gettext.GNUTranslations(BytesIO(compile_catalogue(source)))
    assert catalogue.gettext("one two") == "eins zwei"
    assert catalogue.ngettext("%(count)d day", "%(count)d days", 2) == "Tage"
    assert catalogue.gettext("not yet") == "not yet"


def test_a_line_that_is_not_understood_is_named() -> None:
    with pytest.raises(CatalogueInvalid, match="line 2 is not understood: msgctxt"):
        read_catalogue('msgid "one"\nmsgctxt "two"\nmsgstr "eins"')
