"""Packs the outlines of land and countries for the map: `outline.py countries-50m.json assets/outline/world.zst`.

Input: `countries-50m.json` of the npm package world-atlas 2.0.2 (Natural Earth 1:50m in TopoJSON).
Needs: pip install mapbox_earcut numpy, and the zstd program.

Little-endian: u32 points, u32 lines, u32 triangles; points as i16 pairs (longitude * 32767 / 180, latitude * 32767 / 90), line after
line; lines as u16 pairs (0 coast or 1 border, number of points); triangles as three u16 indices of points.
"""

import json
import struct
import subprocess
import sys

import mapbox_earcut
import numpy

# Degrees: what a line may stray by, and the smallest island kept, as width plus height.
TOLERANCE = 0.03
SMALLEST = 0.12
ANTARCTICA = "010"


def decode(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def simplify(points):
    """Ramer, Douglas, Peucker; ends stay. A closed line is cut at its farthest point."""
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        worst, at = -1.0, None
        for i in range(first + 1, last):
            px, py = points[i][0] - ax, points[i][1] - ay
            t = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
            d = (px - t * dx) ** 2 + (py - t * dy) ** 2
            if d > worst:
                worst, at = d, i
        if at is not None and worst > TOLERANCE * TOLERANCE:
            keep[at] = True
            stack += [(first, at), (at, last)]
    return [p for p, k in zip(points, keep) if k]


def quantised(point):
    return (round(point[0] * 32767 / 180), round(point[1] * 32767 / 90))


def extent(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return max(xs) - min(xs) + max(ys) - min(ys)


def main(source, target):
    topology = json.load(open(source))
    arcs = decode(topology)
    countries = [g for g in topology["objects"]["countries"]["geometries"] if g.get("id") != ANTARCTICA]
    polygons = []
    for geometry in countries:
        if geometry.get("type") == "Polygon":
            polygons.append(geometry["arcs"])
        elif geometry.get("type") == "MultiPolygon":
            polygons += geometry["arcs"]
    uses = {}
    for polygon in polygons:
        for ring in polygon:
            for arc in ring:
                arc = ~arc if arc < 0 else arc
                uses[arc] = uses.get(arc, 0) + 1
    closed_small = {a for a in uses if arcs[a][0] == arcs[a][-1] and extent(arcs[a]) < SMALLEST}
    points, lines, number, short = [], [], {}, {}
    for arc in sorted(uses):
        if arc in closed_small:
            continue
        line = []
        for p in map(quantised, simplify(arcs[arc])):
            if not line or line[-1] != p:
                line.append(p)
        if len(line) < 2:
            line = [quantised(arcs[arc][0]), quantised(arcs[arc][-1])]
        short[arc] = line
        lines.append((1 if uses[arc] > 1 else 0, len(line)))
        for p in line:
            number.setdefault(p, len(points))
            points.append(p)
    triangles = []
    for polygon in polygons:
        rings = []
        for ring in polygon:
            corners = []
            for arc in ring:
                line = short.get(~arc if arc < 0 else arc, [])
                line = line[::-1] if arc < 0 else line
                corners += line[1:] if corners and line else line
            if len(corners) > 3:
                rings.append(corners[:-1])
            elif not rings:
                break
        if not rings:
            continue
        vertices = [p for ring in rings for p in ring]
        ends = numpy.cumsum([len(ring) for ring in rings]).astype(numpy.uint32)
        # Equal steps in both directions, so that the triangulation sees true shapes.
        plane = numpy.array([(x * 2, y) for x, y in vertices], dtype=numpy.float64)
        triangles += [number[vertices[i]] for i in mapbox_earcut.triangulate_float64(plane, ends)]
    assert len(points) < 65536, len(points)
    out = struct.pack("<III", len(points), len(lines), len(triangles) // 3)
    out += b"".join(struct.pack("<hh", *p) for p in points)
    out += b"".join(struct.pack("<HH", *line) for line in lines)
    out += b"".join(struct.pack("<H", i) for i in triangles)
    packed = subprocess.run(["zstd", "-19", "-c"], input=out, stdout=subprocess.PIPE, check=True).stdout
    open(target, "wb").write(packed)
    print(f"{len(points)} points, {len(lines)} lines, {len(triangles) // 3} triangles, {len(packed)} bytes")


main(*sys.argv[1:])
