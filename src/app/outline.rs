//! Land and borders of the world for the map, packed by `training/outline.py`.

use std::ops::Range;
use std::sync::LazyLock;

const PACKED: &[u8] = include_bytes!("../../assets/outline/world.zst");
/// Beyond this latitude the projection stretches without end.
const POLE: f64 = 84.0;

/// A point of the world on the plane of the map: 0 to 1 eastwards and southwards.
pub fn project(latitude: f64, longitude: f64) -> (f64, f64) {
    // Mercator: shapes are true near every point, so that towns lie to each other as on a local map.
    let phi = latitude.clamp(-POLE, POLE).to_radians();
    let south = 0.5 - (std::f64::consts::FRAC_PI_4 + phi / 2.0).tan().ln() / std::f64::consts::TAU;
    (longitude / 360.0 + 0.5, south)
}

/// A coast or border.
#[derive(Clone, Debug)]
pub struct Line {
    /// True between two countries.
    pub border: bool,
    /// Its points.
    pub points: Range<usize>,
    /// The least rectangle around it: left, top, right, bottom.
    pub bounds: [f32; 4],
}

/// The outlines, on the plane of the map.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Points of all lines, one line after the other.
    pub points: Vec<(f32, f32)>,
    /// Coasts and borders.
    pub lines: Vec<Line>,
    /// Land: three points each.
    pub triangles: Vec<[u16; 3]>,
}

static WORLD: LazyLock<Outline> = LazyLock::new(|| read().unwrap_or_default());

/// The outlines of the world, unpacked at the first use.
pub fn world() -> &'static Outline {
    &WORLD
}

fn read() -> Option<Outline> {
    let bytes = zstd::stream::decode_all(PACKED).ok()?;
    let mut at = 0;
    let mut take = |n: usize| {
        let part = bytes.get(at..at + n);
        at += n;
        part
    };
    let mut count = || take(4).and_then(|b| b.try_into().ok()).map(|b| u32::from_le_bytes(b) as usize);
    let (points, lines, triangles) = (count()?, count()?, count()?);
    let numbers = |part: &[u8]| part.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect::<Vec<u16>>();
    let mut outline = Outline::default();
    for pair in numbers(take(points * 4)?).chunks_exact(2) {
        let degrees = |v: u16, half: f64| f64::from(v.cast_signed()) * half / 32767.0;
        let (x, y) = project(degrees(pair[1], 90.0), degrees(pair[0], 180.0));
        outline.points.push((x as f32, y as f32));
    }
    let mut start = 0;
    for pair in numbers(take(lines * 4)?).chunks_exact(2) {
        let range = start..start + usize::from(pair[1]);
        start = range.end;
        let part = outline.points.get(range.clone())?;
        let least = |f: fn(&(f32, f32)) -> f32| part.iter().map(f).fold(f32::MAX, f32::min);
        let most = |f: fn(&(f32, f32)) -> f32| part.iter().map(f).fold(f32::MIN, f32::max);
        let bounds = [least(|p| p.0), least(|p| p.1), most(|p| p.0), most(|p| p.1)];
        outline.lines.push(Line { border: pair[0] == 1, points: range, bounds });
    }
    for three in numbers(take(triangles * 6)?).chunks_exact(3) {
        if three.iter().any(|&i| usize::from(i) >= points) {
            return None;
        }
        outline.triangles.push([three[0], three[1], three[2]]);
    }
    Some(outline)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// True where a point lies on land.
    fn on_land(latitude: f64, longitude: f64) -> bool {
        let world = world();
        let (x, y) = project(latitude, longitude);
        let (x, y) = (x as f32, y as f32);
        let side = |a: (f32, f32), b: (f32, f32)| (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0);
        world.triangles.iter().any(|t| {
            let [a, b, c] = t.map(|i| world.points[usize::from(i)]);
            let sides = [side(a, b), side(b, c), side(c, a)];
            sides.iter().all(|s| *s >= 0.0) || sides.iter().all(|s| *s <= 0.0)
        })
    }

    #[test]
    fn land_lies_where_it_is() {
        for (name, latitude, longitude, land) in [
            ("Kabul", 34.53, 69.17, true),
            ("Paris", 48.85, 2.35, true),
            ("Nairobi", -1.29, 36.82, true),
            ("Sucre", -19.05, -65.26, true),
            ("mid-Atlantic", 30.0, -40.0, false),
            ("Indian Ocean", -25.0, 80.0, false),
            ("Caspian Sea, a lake and no ocean, is left out of land", 41.9, 50.7, false),
        ] {
            assert_eq!(on_land(latitude, longitude), land, "{name}");
        }
    }

    #[test]
    fn the_plane_is_square_and_north_is_up() {
        let (x, y) = project(0.0, 0.0);
        assert!((x - 0.5).abs() < 1e-9 && (y - 0.5).abs() < 1e-9);
        assert!(project(60.0, 0.0).1 < project(40.0, 0.0).1);
        assert!(project(90.0, 0.0).1.is_finite());
    }
}
