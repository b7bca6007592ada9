//! ForceAtlas2 (Jacomy, Venturini, Heymann, Bastian: PLoS ONE 9(6), 2014) with Barnes-Hut repulsion over a Morton-ordered quadtree.
//!
//! The same graph from the same positions gives the same layout on every machine: one thread, a fixed order of sums.

/// What to lay out.
#[derive(Clone, Debug, Default)]
pub struct LayoutGraph {
    /// In a fixed order.
    pub nodes: Vec<LayoutNode>,
    /// Indices of two nodes and the weight between them.
    pub edges: Vec<(u32, u32, f32)>,
}

/// A node and where it starts.
#[derive(Clone, Copy, Debug, Default)]
pub struct LayoutNode {
    /// Horizontal position.
    pub x: f32,
    /// Vertical position.
    pub y: f32,
    /// Radius on screen; nodes keep clear of each other by it.
    pub size: f32,
    /// True where a person put it: it pushes others and stays.
    pub pinned: bool,
}

/// Repulsion: the room that the graph takes.
const SCALING: f32 = 2200.0;
/// Pull to the centre, so that parts without a tie stay in sight.
const GRAVITY: f32 = 0.12;
/// How far a cell may reach, beside its distance, to count as one point.
const THETA: f32 = 0.9;
/// Tolerance of swinging in the global speed.
const JITTER: f32 = 0.6;
/// Points in a leaf of the tree.
const LEAF: usize = 8;
/// Mean movement, in units of a step, below which the layout rests.
const REST: f32 = 0.08;

/// A layout under way.
pub struct Layout {
    x: Vec<f32>,
    y: Vec<f32>,
    mass: Vec<f32>,
    size: Vec<f32>,
    pinned: Vec<bool>,
    edges: Vec<(u32, u32, f32)>,
    last: Vec<(f32, f32)>,
    speed: f32,
    efficiency: f32,
    steps: u32,
    quiet: u32,
}

/// A cell of the quadtree, in depth-first order.
struct Cell {
    x: f32,
    y: f32,
    mass: f32,
    /// Width of the cell squared.
    width2: f32,
    /// First cell that is not inside this one.
    skip: u32,
    /// Points of a leaf, in Morton order; empty for inner cells.
    points: std::ops::Range<u32>,
}

impl Layout {
    /// Starts from a graph's positions.
    pub fn new(graph: LayoutGraph) -> Self {
        let n = graph.nodes.len();
        let edges: Vec<_> =
            graph.edges.into_iter().filter(|&(a, b, _)| a != b && (a as usize) < n && (b as usize) < n).collect();
        let mut mass = vec![1.0; n];
        for &(a, b, _) in &edges {
            mass[a as usize] += 1.0;
            mass[b as usize] += 1.0;
        }
        Self {
            x: graph.nodes.iter().map(|p| if p.x.is_finite() { p.x } else { 0.0 }).collect(),
            y: graph.nodes.iter().map(|p| if p.y.is_finite() { p.y } else { 0.0 }).collect(),
            mass,
            size: graph.nodes.iter().map(|p| p.size).collect(),
            pinned: graph.nodes.iter().map(|p| p.pinned).collect(),
            edges,
            last: vec![(0.0, 0.0); n],
            speed: 1.0,
            efficiency: 1.0,
            steps: 0,
            quiet: 0,
        }
    }

    /// Starting positions for `n` nodes: a sunflower (Vogel's spiral), even and the same each time.
    pub fn seeded(n: usize) -> Vec<(f32, f32)> {
        let golden = std::f32::consts::PI * (3.0 - 5.0_f32.sqrt());
        (0..n)
            .map(|i| {
                let (r, a) = (30.0 * (i as f32 + 0.5).sqrt(), golden * i as f32);
                (r * a.cos(), r * a.sin())
            })
            .collect()
    }

    /// One iteration; returns the mean movement.
    pub fn step(&mut self) -> f32 {
        let n = self.x.len();
        if n == 0 {
            return 0.0;
        }
        let mut force = vec![(0.0f32, 0.0f32); n];
        self.repel(&mut force);
        for i in 0..n {
            let pull = GRAVITY * self.mass[i];
            force[i].0 -= self.x[i] * pull;
            force[i].1 -= self.y[i] * pull;
        }
        for &(a, b, w) in &self.edges {
            let (a, b) = (a as usize, b as usize);
            let (dx, dy) = (self.x[b] - self.x[a], self.y[b] - self.y[a]);
            let pull = 0.9 * w.max(0.1).sqrt();
            force[a].0 += dx * pull;
            force[a].1 += dy * pull;
            force[b].0 -= dx * pull;
            force[b].1 -= dy * pull;
        }
        self.apply(&force)
    }

    /// Moves by the forces, slower where nodes swing (section "Adaptive local speed" of the paper).
    fn apply(&mut self, force: &[(f32, f32)]) -> f32 {
        let n = self.x.len();
        let (mut swinging, mut traction) = (0.0f32, 0.0f32);
        for i in (0..n).filter(|&i| !self.pinned[i]) {
            let (fx, fy) = force[i];
            let (lx, ly) = self.last[i];
            swinging += self.mass[i] * ((fx - lx).powi(2) + (fy - ly).powi(2)).sqrt();
            traction += self.mass[i] * 0.5 * ((fx + lx).powi(2) + (fy + ly).powi(2)).sqrt();
        }
        let estimated = 0.05 * (n as f32).sqrt();
        let jitter = JITTER * estimated.sqrt().max((estimated * traction / (n as f32).powi(2)).min(10.0)).max(0.05);
        if swinging / traction.max(1e-6) > 2.0 {
            self.efficiency = (self.efficiency * 0.5).max(0.05);
        } else if self.speed < 1000.0 {
            self.efficiency = (self.efficiency * 1.3).min(1.0);
        }
        let target = jitter * self.efficiency * traction / swinging.max(1e-6);
        self.speed += (target - self.speed).min(0.5 * self.speed);
        // Cooling, so that the graph comes to rest whatever its shape.
        let cooling = 1.0 / (1.0 + self.steps as f32 / 400.0);
        let mut moved = 0.0;
        for i in 0..n {
            let (fx, fy) = force[i];
            let (lx, ly) = self.last[i];
            self.last[i] = (fx, fy);
            if self.pinned[i] {
                continue;
            }
            let swing = self.mass[i] * ((fx - lx).powi(2) + (fy - ly).powi(2)).sqrt();
            let mut factor = 0.1 * self.speed / (1.0 + (self.speed * swing).sqrt()) * cooling;
            let length = (fx * fx + fy * fy).sqrt().max(1e-6);
            factor = factor.min(20.0 * cooling / length);
            self.x[i] += fx * factor;
            self.y[i] += fy * factor;
            moved += length * factor;
        }
        self.steps += 1;
        let mean = moved / n as f32;
        self.quiet = if mean < REST { self.quiet + 1 } else { 0 };
        mean
    }

    fn repel(&self, force: &mut [(f32, f32)]) {
        let (order, cells) = self.tree();
        for (i, f) in force.iter_mut().enumerate() {
            let (x, y, mass) = (self.x[i], self.y[i], self.mass[i]);
            let mut at = 0;
            while at < cells.len() {
                let cell = &cells[at];
                let (dx, dy) = (x - cell.x, y - cell.y);
                let d2 = dx * dx + dy * dy;
                if cell.points.is_empty() && cell.width2 > THETA * THETA * d2 {
                    at += 1;
                    continue;
                }
                if !cell.points.is_empty() && (cell.width2 > THETA * THETA * d2 || cell.points.len() == 1) {
                    for &j in &order[cell.points.start as usize..cell.points.end as usize] {
                        let j = j as usize;
                        if j == i {
                            continue;
                        }
                        // Two nodes on one spot part by their numbers, not by chance.
                        let (mut dx, mut dy) = (x - self.x[j], y - self.y[j]);
                        if dx == 0.0 && dy == 0.0 {
                            (dx, dy) = if i < j { (-0.01, 0.005) } else { (0.01, -0.005) };
                        }
                        let d2 = dx * dx + dy * dy;
                        let mut push = SCALING * mass * self.mass[j] / d2.max(1.0);
                        let room = self.size[i] + self.size[j] + 6.0;
                        if d2 < room * room {
                            push *= 4.0;
                        }
                        f.0 += dx * push;
                        f.1 += dy * push;
                    }
                } else {
                    let push = SCALING * mass * cell.mass / d2.max(1.0);
                    f.0 += dx * push;
                    f.1 += dy * push;
                }
                at = cell.skip as usize;
            }
        }
    }

    /// Points in Morton order, and the cells over them.
    fn tree(&self) -> (Vec<u32>, Vec<Cell>) {
        let n = self.x.len();
        let bounds = |v: &[f32]| v.iter().fold((f32::MAX, f32::MIN), |(a, b), &c| (a.min(c), b.max(c)));
        let ((x0, x1), (y0, y1)) = (bounds(&self.x), bounds(&self.y));
        let width = (x1 - x0).max(y1 - y0).max(1e-3);
        let spread = |v: u32| {
            let mut v = u64::from(v & 0xFFFF);
            v = (v | (v << 8)) & 0x00FF_00FF;
            v = (v | (v << 4)) & 0x0F0F_0F0F;
            v = (v | (v << 2)) & 0x3333_3333;
            (v | (v << 1)) & 0x5555_5555
        };
        let cell_of = |v: f32, from: f32| ((v - from) / width * 65535.0) as u32;
        let mut keyed: Vec<(u64, u32)> = (0..n)
            .map(|i| (spread(cell_of(self.x[i], x0)) | (spread(cell_of(self.y[i], y0)) << 1), i as u32))
            .collect();
        keyed.sort_unstable();
        let mut cells = Vec::with_capacity(n / 2 + 1);
        self.subdivide(&keyed, 0, 0, width, &mut cells);
        (keyed.into_iter().map(|(_, i)| i).collect(), cells)
    }

    fn subdivide(&self, keyed: &[(u64, u32)], from: u32, depth: u32, width: f32, cells: &mut Vec<Cell>) {
        if keyed.is_empty() {
            return;
        }
        let at = cells.len();
        let (mut x, mut y, mut mass) = (0.0, 0.0, 0.0);
        for &(_, i) in keyed {
            let i = i as usize;
            x += self.x[i] * self.mass[i];
            y += self.y[i] * self.mass[i];
            mass += self.mass[i];
        }
        let leaf = keyed.len() <= LEAF || depth == 16;
        let points = if leaf { from..from + keyed.len() as u32 } else { 0..0 };
        cells.push(Cell { x: x / mass, y: y / mass, mass, width2: width * width, skip: 0, points });
        if !leaf {
            let shift = 2 * (15 - depth);
            let mut start = 0;
            for quadrant in 0..4 {
                let end = start + keyed[start..].partition_point(|(key, _)| (key >> shift) & 3 <= quadrant);
                self.subdivide(&keyed[start..end], from + start as u32, depth + 1, width / 2.0, cells);
                start = end;
            }
        }
        cells[at].skip = cells.len() as u32;
    }

    /// Where the nodes are now.
    pub fn positions(&self) -> Vec<(f32, f32)> {
        self.x.iter().copied().zip(self.y.iter().copied()).collect()
    }

    /// True once the nodes have come to rest.
    pub fn is_settled(&self) -> bool {
        self.x.is_empty() || self.quiet >= 10 || self.steps >= 1500
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_clusters() -> LayoutGraph {
        let nodes =
            Layout::seeded(40).into_iter().map(|(x, y)| LayoutNode { x, y, size: 8.0, pinned: false }).collect();
        let mut edges = Vec::new();
        for side in 0..2u32 {
            for i in 0..20u32 {
                edges.push((side * 20 + i, side * 20 + (i + 1) % 20, 1.0));
                edges.push((side * 20 + i, side * 20 + (i + 7) % 20, 1.0));
            }
        }
        edges.push((0, 20, 1.0));
        LayoutGraph { nodes, edges }
    }

    fn run(graph: LayoutGraph) -> Vec<(f32, f32)> {
        let mut layout = Layout::new(graph);
        while !layout.is_settled() {
            layout.step();
        }
        layout.positions()
    }

    #[test]
    fn same_graph_same_layout() {
        assert_eq!(run(two_clusters()), run(two_clusters()));
    }

    #[test]
    fn clusters_part_and_nothing_is_lost() {
        let p = run(two_clusters());
        assert!(p.iter().all(|(x, y)| x.is_finite() && y.is_finite() && x.abs() < 1e5 && y.abs() < 1e5));
        let distance = |a: usize, b: usize| ((p[a].0 - p[b].0).powi(2) + (p[a].1 - p[b].1).powi(2)).sqrt();
        let mean =
            |pairs: Vec<(usize, usize)>| pairs.iter().map(|&(a, b)| distance(a, b)).sum::<f32>() / pairs.len() as f32;
        let inside = mean((0..20).flat_map(|a| (0..a).map(move |b| (a, b))).collect());
        let across = mean((0..20).flat_map(|a| (20..40).map(move |b| (a, b))).collect());
        assert!(across > 1.3 * inside, "inside {inside}, across {across}");
    }

    #[test]
    fn pinned_nodes_stay() {
        let mut graph = two_clusters();
        graph.nodes[3].pinned = true;
        let was = (graph.nodes[3].x, graph.nodes[3].y);
        assert_eq!(run(graph)[3], was);
    }

    #[test]
    fn nodes_on_one_spot_part() {
        let nodes = vec![LayoutNode { size: 5.0, ..LayoutNode::default() }; 20];
        let p = run(LayoutGraph { nodes, edges: vec![(0, 99, 1.0)] });
        assert!(p.iter().enumerate().all(|(i, a)| p[..i].iter().all(|b| a != b)));
    }
}
