"""What templates are given: values with everything computed, one class for each page."""

from __future__ import annotations

from .gaps import (
    GapAdvice,
    GapCount,
    GapFile,
    GapMark,
    GapMatrixRow,
    GapRow,
    GapRule,
    GapSheet,
    GapSource,
    GapTask,
)
from .parts import (
    AgendaCell,
    AgendaDay,
    Alternate,
    Card,
    Cell,
    Choice,
    Fact,
    Filter,
    Filters,
    Format,
    FormatGroup,
    Limit,
    Line,
    Link,
    LinkGroup,
    Logo,
    Moment,
    MonthGrid,
    Paging,
    Person,
    Related,
    SectionView,
    SessionView,
    Site,
    StageView,
    Tag,
    TextPart,
    When,
    Writing,
    Year,
)
from .screens import (
    AgendaPage,
    CataloguePage,
    DataPage,
    FacetPage,
    FichePage,
    GapIndexPage,
    GapMatrixPage,
    GapsPage,
    GroupPage,
    ListPage,
    MonthPage,
    NotFoundPage,
    PlanPage,
    StatementPage,
    TextPage,
)

__all__ = [
    "PAGES",
    "AgendaCell",
    "AgendaDay",
    "AgendaPage",
    "Alternate",
    "Card",
    "CataloguePage",
    "Cell",
    "Choice",
    "DataPage",
    "FacetPage",
    "Fact",
    "FichePage",
    "Filter",
    "Filters",
    "Format",
    "FormatGroup",
    "GapAdvice",
    "GapCount",
    "GapFile",
    "GapIndexPage",
    "GapMark",
    "GapMatrixPage",
    "GapMatrixRow",
    "GapRow",
    "GapRule",
    "GapSheet",
    "GapSource",
    "GapTask",
    "GapsPage",
    "GroupPage",
    "Limit",
    "Line",
    "Link",
    "LinkGroup",
    "ListPage",
    "Logo",
    "Moment",
    "MonthGrid",
    "MonthPage",
    "NotFoundPage",
    "PageView",
    "Paging",
    "Person",
    "PlanPage",
    "Related",
    "SectionView",
    "SessionView",
    "Site",
    "StageView",
    "StatementPage",
    "Tag",
    "TextPage",
    "TextPart",
    "When",
    "Writing",
    "Year",
]

PAGES = (
    CataloguePage,
    FichePage,
    GroupPage,
    ListPage,
    FacetPage,
    AgendaPage,
    MonthPage,
    PlanPage,
    DataPage,
    GapsPage,
    GapIndexPage,
    GapMatrixPage,
    StatementPage,
    TextPage,
    NotFoundPage,
)
"""Every page class; its docstring names its template."""

PageView = (
    CataloguePage
    | FichePage
    | GroupPage
    | ListPage
    | FacetPage
    | AgendaPage
    | MonthPage
    | PlanPage
    | DataPage
    | GapsPage
    | GapIndexPage
    | GapMatrixPage
    | StatementPage
    | TextPage
    | NotFoundPage
)
