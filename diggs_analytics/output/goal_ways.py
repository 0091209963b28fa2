"""A continuation as nodes and flows between them: how wide each is and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from diggs_analytics.analysis.goal_continuation import Fate
from diggs_analytics.domain.goal_numbers import number_order

BETWEEN = 0.45  # where goals stand that took up others of their own year
ENDS = (Fate.ENDED.value, Fate.DROPPED.value)


@dataclass(frozen=True)
class Node:
    """``side`` is 0 for the goals of the year, BETWEEN for what they were merged into within it,
    1 for the year after and for the ends. Where a new goal begins has no title; ``of`` tells one
    such beginning from another."""

    side: float
    number: str
    title: str = ""
    of: str = ""


@dataclass(frozen=True)
class Flow:
    source: Node
    target: Node
    art: str


def ways_of(table: pd.DataFrame, jahr: int) -> list[Flow]:
    """A goal that took up others of its year stands twice: as it was, and with them."""
    table = table.astype("object").where(table.notna(), None)
    within = table[table["nach_jahr"] == jahr]
    taking = {
        line.nach_nummer: Node(BETWEEN, line.nach_nummer, line.nach_titel)
        for line in within.itertuples()
    }
    moved = set(within["nummer"])
    own = {
        line.nummer: Node(0, line.nummer, line.titel)
        for line in table.dropna(subset="nummer").itertuples()
    }
    stay = [
        Flow(own[number], node, Fate.MERGED.value)
        for number, node in taking.items()
        if number in own and number not in moved
    ]
    return stay + [
        Flow(_source(line, own, taking), _target(line, taking, jahr), line.art)
        for line in table.itertuples()
    ]


def _source(line: object, own: Mapping[str, Node], taking: Mapping[str, Node]) -> Node:
    if line.art == Fate.NEW.value:
        return Node(0, Fate.NEW.value, of=line.nach_nummer)
    if line.jahr != line.nach_jahr and line.nummer in taking:
        return taking[line.nummer]
    return own[line.nummer]


def _target(line: object, taking: Mapping[str, Node], jahr: int) -> Node:
    if line.art in ENDS:
        return Node(1, line.art)
    if line.nach_jahr == jahr:
        return taking[line.nach_nummer]
    return Node(1, line.nach_nummer, line.nach_titel)


def weights_of(ways: list[Flow], nodes: list[Node]) -> dict[Node, float]:
    """How many goals go through each node; what goes on is what came in."""
    weights: dict[Node, float] = {}
    for node in sorted(nodes, key=lambda node: node.side):
        coming = [way for way in ways if way.target == node and way.source in weights]
        weights[node] = sum(share(way, ways, weights) for way in coming) if node.side else 1
    return weights


def share(way: Flow, ways: list[Flow], weights: Mapping[Node, float]) -> float:
    return weights[way.source] / sum(other.source == way.source for other in ways)


def places_of(
    ways: list[Flow], nodes: list[Node], weights: Mapping[Node, float]
) -> dict[Node, float]:
    """The middle of each node from the top, 0 to 1. Goals of the year after stand in their order,
    the ends below; all others near where they go, so that few flows cross."""
    right = [node for node in nodes if node.side == 1]
    right.sort(key=lambda node: (node.number in ENDS, number_order(node.number)))
    places = _stacked(right, weights)
    for side in (BETWEEN, 0):
        aims = {node: _aim(node, ways, places) for node in nodes if node.side == side}
        places |= aims if side else _stacked(sorted(aims, key=aims.__getitem__), weights)
    return places


def _aim(node: Node, ways: list[Flow], places: Mapping[Node, float]) -> float:
    aims = [places[way.target] for way in ways if way.source == node and way.target in places]
    return sum(aims) / len(aims) if aims else 1.0


def _stacked(nodes: list[Node], weights: Mapping[Node, float]) -> dict[Node, float]:
    total, above, places = sum(weights[node] for node in nodes), 0.0, {}
    for node in nodes:
        places[node] = (above + weights[node] / 2) / total
        above += weights[node]
    return places
