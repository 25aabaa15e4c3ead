"""What templates are given: values with everything computed, one class for each page."""

from __future__ import annotations

from .parts import (
    AgendaCell,
    AgendaDay,
    Card,
    Cell,
    Choice,
    Fact,
    Filter,
    Filters,
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
    FacetPage,
    FichePage,
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
    "Card",
    "CataloguePage",
    "Cell",
    "Choice",
    "FacetPage",
    "Fact",
    "FichePage",
    "Filter",
    "Filters",
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
    | StatementPage
    | TextPage
    | NotFoundPage
)
