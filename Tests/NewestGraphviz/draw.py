"""Lays out every DOT file of a folder with the Graphviz that PyPI's pygraphviz carries, and writes NAME.drawing beside it: what
graphviz_render(…, "xdot") of Sources/CGraphviz gives, made by another version of the library."""
import glob, sys
import pygraphviz

NAMES = ('bb', '_draw_', '_hdraw_', '_tdraw_', '_ldraw_', '_hldraw_', '_tldraw_')


def value(attributes, name):
    try:
        return attributes[name]
    except KeyError:  # no object of this kind has the attribute
        return None


def frames(graph):
    yield graph.graph_attr
    for inner in graph.subgraphs():
        if (inner.name or '').startswith('cluster'):
            yield from frames(inner)


for path in sorted(glob.glob(sys.argv[1] + '/*.dot')):
    laid_out = pygraphviz.AGraph(string=open(path).read()).draw(format='xdot', prog='dot')
    graph = pygraphviz.AGraph(string=laid_out.decode())
    objects = [*frames(graph), *(node.attr for node in graph.nodes()), *(edge.attr for edge in graph.edges())]
    with open(path[:-4] + '.drawing', 'wb') as out:
        for attributes in objects:
            for name in NAMES:
                if value(attributes, 'id') and value(attributes, name):
                    out.write(b''.join(text.encode() + b'\0' for text in (attributes['id'], name, attributes[name])))
