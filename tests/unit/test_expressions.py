"""Expressions are patterns, later."""

import copy
import gc
import pickle
import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import fichegen
from fichegen.expressions import _Expression, expression


def test_an_expression_is_used_like_a_pattern() -> None:
    word = expression(r"(?P<first>[a-z])[a-z]*", re.IGNORECASE)
    assert word.fullmatch("Été") is None
    for _ in range(2):  # as what was asked once is kept
        found = word.match("Bonjour")
        assert found
        assert found["first"] == "B"
    assert word.sub("-", "un, deux") == "-, -"
    assert word.pattern == r"(?P<first>[a-z])[a-z]*"
    assert expression(rb"\d").findall(b"1 2") == [b"1", b"2"]


def test_an_expression_is_compiled_when_it_is_asked() -> None:
    wrong = expression("(")
    with pytest.raises(re.error, match="unterminated"):
        wrong.match("a")


def test_an_expression_can_be_sent_and_copied() -> None:
    word = expression(r"[a-z]+", re.IGNORECASE)
    for _ in range(2):
        for other in (pickle.loads(pickle.dumps(word)), copy.copy(word), copy.deepcopy(word)):
            assert other.fullmatch("Bonjour")
        word.match("x")


def test_those_of_the_house_compile() -> None:
    for module in walk_packages(fichegen.__path__, "fichegen."):
        if not module.name.endswith("__main__"):  # to import it is to run it
            import_module(module.name)
    found = [each for each in gc.get_objects() if type(each) is _Expression]
    assert len(found) > 300
    assert all(isinstance(each.pattern, str | bytes) for each in found)
