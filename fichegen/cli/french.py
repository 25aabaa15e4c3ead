"""The words of click in French.

Click asks gettext for its words, which goes by the language of the environment; here they are French
on every machine, and no variable is set that other programs would inherit. So they are known again
by this one table, at the two places where they are shown: the help, and what is said of wrong usage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter
from typing import Final

import click

from fichegen import console
from fichegen.expressions import expression

SENTENCES: Final = (
    # ------------------------------------------------------------------ help
    ("Options", "Options"),
    ("Commands", "Commandes"),
    ("Positional arguments", "Arguments"),
    ("Show this message and exit.", "Montrer cette aide."),
    ("Show the version and exit.", "Montrer la version."),
    ("default: {default}", "par défaut : {default}"),
    ("env var: {var}", "variable : {var}"),
    ("required", "obligatoire"),
    ("(dynamic)", "calculé"),
    # ------------------------------------------------------------------ wrong usage
    ("Try '{command}' for help.", "Pour savoir comment l'écrire : « {command} »."),
    ("Error: {message}", "Erreur : {message}"),
    ("Did you mean {possibility!r}?", "Vouliez-vous dire {possibility} ?"),
    ("(Did you mean one of: {possibilities!r}?)", "Vouliez-vous dire {possibilities} ?"),
    ("No such command {name!r}.", "La commande {name} n'existe pas."),
    ("No such option {name!r}.", "L'option {name} n'existe pas."),
    ("Missing command.", "Il manque une commande."),
    ("Missing argument {name!r}.{more}", "Il manque {name}.{more}"),
    ("Missing option {name!r}.{more}", "Il manque l'option {name}.{more}"),
    ("Missing parameter {name!r}.{more}", "Il manque {name}.{more}"),
    ("Got unexpected extra argument ({args})", "« {args} » est de trop."),
    ("Got unexpected extra arguments ({args})", "« {args} » : c'est trop d'arguments."),
    ("Option {name!r} does not take a value.", "L'option {name} ne prend pas de valeur."),
    ("Option {name!r} requires an argument.", "L'option {name} attend une valeur."),
    ("Option {name!r} requires {nargs} arguments.", "L'option {name} attend {nargs} valeurs."),
    ("Argument {name!r} takes {nargs} values.", "{name} attend {nargs} valeurs."),
    ("Takes {nargs} values but 1 was given.", "il faut {nargs} valeurs, il y en a une."),
    ("Takes {nargs} values but {len} were given.", "il faut {nargs} valeurs, il y en a {len}."),
    ("{len_type} values are required, but {len_value} was given.",
     "il faut {len_type} valeurs, il y en a {len_value}."),
    ("{len_type} values are required, but {len_value} were given.",
     "il faut {len_type} valeurs, il y en a {len_value}."),
    ("Invalid value for {param_hint!r}: {message}", "Valeur refusée pour {param_hint} : {message}"),
    ("Invalid value: {message}", "Valeur refusée : {message}"),
    ("Choose from:\n\t{choices}", "Au choix :\n\t{choices}"),
    ("{value!r} is not one of {choices!r}.", "{value} n'est pas l'un de {choices}."),
    ("{value!r} does not match the format {format!r}.", "{value} n'a pas la forme {format}."),
    ("{value!r} does not match the formats {formats!r}.", "{value} n'a aucune des formes {formats}."),
    ("{value!r} is not a valid boolean. Recognized values: {states}",
     "{value} n'est ni oui ni non. Sont compris : {states}"),
    ("{value!r} is not a valid {number_type}.", "{value} n'est pas un nombre admis."),
    ("{value} is not in the range {range}.", "{value} n'est pas permis ({range})."),
    ("{value!r} is not {choice!r}.", "{value} n'est pas {choice}."),
    ("{name} {filename!r} does not exist.", "{filename} n'existe pas."),
    ("{name} {filename!r} is a file.", "{filename} est un fichier."),
    ("{name} {filename!r} is a directory.", "{filename} est un dossier."),
    ("{name} {filename!r} is not readable.", "{filename} ne peut pas être lu."),
    ("{name} {filename!r} is not writable.", "{filename} ne peut pas être écrit."),
    ("{name} {filename!r} is not executable.", "{filename} ne peut pas être exécuté."),
    ("Could not open file {filename!r}: {message}", "{filename} ne peut pas être ouvert : {message}"),
    ("unknown error", "erreur inconnue"),
)  # fmt: skip
"""What click says, with gaps, and the same in French. `!r` marks what it writes between quotes."""

_INNER: Final = ("message", "more")
"""Gaps that hold sentences of click in their turn."""
_QUOTED: Final = expression(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_ESCAPED: Final = expression(r"\\(['\"\\])")
_BARE: Final = r"\1"
_EXTRA: Final = expression(r"\[([^\[\]]*)\]\Z")
_PLACEHOLDERS: Final = {
    "TEXT": "TEXTE", "INTEGER RANGE": "NOMBRE", "FLOAT RANGE": "NOMBRE", "INTEGER": "NOMBRE", "FLOAT": "NOMBRE",
    "DIRECTORY": "DOSSIER", "FILENAME": "FICHIER", "FILE": "FICHIER", "PATH": "CHEMIN",
}  # fmt: skip
"""What click writes for the value of an option that names none of its own."""
_PLACEHOLDER: Final = expression(rf"(?<=\s)(?:{'|'.join(_PLACEHOLDERS)})\Z")
_RANGES: Final = (
    (expression(r"x>=(\S+)"), r"à partir de \1"),
    (expression(r"x<=(\S+)"), r"au plus \1"),
    (expression(r"(\S+?)<=x<=(\S+)"), r"de \1 à \2"),
)
_DAY: Final = {"%Y": "AAAA", "%m": "MM", "%d": "JJ"}


def french(words: str) -> str:
    """Say in French what click says; words that are none of its own stay what they are."""
    for english, ours in SENTENCES:
        if (found := re.fullmatch(_pattern(english), words, re.DOTALL)) is not None:
            kinds = {name: kind for _, name, _, kind in Formatter().parse(english) if name}
            gaps = {name: _gap(name, said, kinds[name]) for name, said in found.groupdict().items()}
            return ours.format(**gaps)
    for form, ours in _RANGES:
        if found := form.fullmatch(words):
            return found.expand(ours)
    return words


def _pattern(english: str) -> str:
    """Write the form of a sentence; what it puts between quotes begins and ends with one."""
    pieces = []
    for literal, name, _, kind in Formatter().parse(english):
        gap = "['\"].*?['\"]" if kind else ".*?"
        pieces.append(re.escape(literal) + (f"(?P<{name}>{gap})" if name else ""))
    return "".join(pieces)


def _gap(name: str, said: str, kind: str | None) -> str:
    """Fill a gap: what click put between quotes gets ours, a sentence of its own is said in French."""
    if name in _INNER:
        return f" {french(said.lstrip())}" if said.startswith(" ") else french(said)
    if name in ("format", "formats"):
        said = re.sub("|".join(_DAY), lambda found: _DAY[found[0]], said)
    if not kind:
        return french(said)
    return _QUOTED.sub(lambda quote: f"« {_ESCAPED.sub(_BARE, quote[1] or quote[2] or '')} »", said)


class Help(click.HelpFormatter):
    """Lays out help in French."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, prefix or "Usage : ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a part."""
        self.write(f"{'':>{self.current_indent}}{french(heading)} :\n")

    def getvalue(self) -> str:
        """Return what is written, with spaces that any terminal shows."""
        return super().getvalue().replace("\u00a0", " ")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write options or commands, each with its line of help."""
        ours = (
            (_placed(term), console.unbroken(_EXTRA.sub(_extra, french(told))))
            for term, told in rows
        )
        super().write_dl([*ours], col_max, col_spacing)


def _placed(term: str) -> str:
    return _PLACEHOLDER.sub(lambda found: _PLACEHOLDERS[found[0]], term)


def _extra(found: re.Match[str]) -> str:
    return f"[{' ; '.join(french(part) for part in found[1].split('; '))}]"


class Context(click.Context):
    """A call of a command, whose help is in French."""

    formatter_class = Help


def complaint(error: click.ClickException) -> str:
    """Say what is wrong with a call of the command line, how it is called and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    lines = []
    if isinstance(error, click.UsageError) and error.ctx:
        helping = f"{error.ctx.command_path} {error.ctx.help_option_names[-1]}"
        lines = [error.ctx.get_usage(), french(f"Try '{helping}' for help."), ""]
    lines.append(french(f"Error: {_said(error)}"))
    plain = "\n".join(lines).expandtabs(4)
    return "\n".join(map(console.inert, plain.split("\n")))


def _said(error: click.ClickException) -> str:
    """Say the sentence itself; behind an unknown name stand the nearest that are known."""
    whole = error.format_message()
    if not getattr(error, "possibilities", None):
        return whole
    nearest = whole.removeprefix(error.message).lstrip()
    return f"{french(error.message)} {french(nearest)}"
