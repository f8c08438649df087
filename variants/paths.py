"""Which parts of which values a text shows: `width`, `page.path`, `stops[].minutes`."""

from collections.abc import Iterator, Mapping

from jinja2 import nodes


def shown_paths(parsed: nodes.Node) -> frozenset[str]:
    """The paths of a parsed text. What stands in a loop is a part of what is gone through."""
    return frozenset(_paths(parsed, {}))


def _paths(node: nodes.Node, loops: Mapping[str, str]) -> Iterator[str]:
    if isinstance(node, nodes.For):
        through = _path(node.iter, loops)
        named = {name.name: f"{through}[]" for name in node.target.find_all(nodes.Name)}
        named |= {node.target.name: f"{through}[]"} if isinstance(node.target, nodes.Name) else {}
        for child in (*node.body, *node.else_):
            yield from _paths(child, {**loops, **named, "loop": ""})
        return
    path = _path(node, loops)
    if path is None:
        for child in node.iter_child_nodes():
            yield from _paths(child, loops)
    elif path and not path.startswith("."):
        yield path


def _path(node: nodes.Node, loops: Mapping[str, str]) -> str | None:
    """The path of a value and a chain of its parts; null for anything else."""
    match node:
        case nodes.Name():
            return loops.get(node.name, node.name)
        case nodes.Getattr():
            inner = _path(node.node, loops)
            return None if inner is None else f"{inner}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=place)):
            inner = _path(node.node, loops)
            return None if inner is None else f"{inner}[{place}]"
    return None
