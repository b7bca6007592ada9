//! Heads -> subtree edges, sentence starts, and arcs put back where a pseudo-projective label says (Nivre & Nilsson 2005).

/// Parts the label of an arc from that of its true head.
const DELIMITER: &str = "||";

/// First and last token of each subtree, repaired for crossing arcs as spaCy does (`set_children_from_heads`).
pub(crate) fn edges(heads: &[usize]) -> Vec<(usize, usize)> {
    let n = heads.len();
    let mut edges: Vec<(usize, usize)> = (0..n).map(|i| (i, i)).collect();
    for _ in 0..12 {
        for i in (0..n).chain((0..n).rev()) {
            let (left, right) = edges[i];
            let head = &mut edges[heads[i]];
            *head = (head.0.min(left), head.1.max(right));
        }
        if heads_within_sentences(heads, &edges) {
            break;
        }
    }
    edges
}

fn heads_within_sentences(heads: &[usize], edges: &[(usize, usize)]) -> bool {
    let n = heads.len();
    let starts = sentence_starts(heads, edges);
    let mut start = 0;
    for end in 1..n {
        if starts[end] || end == n - 1 {
            if heads[start..end].iter().any(|&h| h < start || h > end) {
                return false;
            }
            start = end;
        }
    }
    true
}

/// True where a sentence starts: the left edge of each root.
pub(crate) fn sentence_starts(heads: &[usize], edges: &[(usize, usize)]) -> Vec<bool> {
    let mut starts = vec![false; heads.len()];
    for (i, &head) in heads.iter().enumerate() {
        if head == i {
            starts[edges[i].0] = true;
        }
    }
    starts
}

/// Moves each arc labelled `X||Y` below the first descendant of its head that is labelled Y; returns the new label by token.
pub(crate) fn deprojectivize(heads: &mut [usize], labels: &mut [&str], is_space: impl Fn(usize) -> bool) {
    let edges = edges(heads);
    for i in 0..heads.len() {
        let Some((label, head_label)) = labels[i].split_once(DELIMITER) else { continue };
        let head = heads[i];
        let mut queue = vec![head];
        let mut found = None;
        while !queue.is_empty() && found.is_none() {
            let mut below = Vec::new();
            'level: for &token in &queue {
                for child in (edges[token].0..=edges[token].1).filter(|&c| c != token && heads[c] == token) {
                    if is_space(child) || child == i {
                        continue;
                    }
                    if labels[child] == head_label {
                        found = Some(child);
                        break 'level;
                    }
                    below.push(child);
                }
            }
            queue = below;
        }
        heads[i] = found.unwrap_or(head);
        labels[i] = label;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_span_subtrees_and_sentences_begin_at_roots() {
        // la chatte dort . elle rêve
        let heads = [1, 2, 2, 2, 5, 5];
        let edges = edges(&heads);
        assert_eq!(edges, [(0, 0), (0, 1), (0, 3), (3, 3), (4, 4), (4, 5)]);
        assert_eq!(sentence_starts(&heads, &edges), [true, false, false, false, true, false]);
    }

    #[test]
    fn decorated_arcs_find_their_head() {
        // 3 hangs from the root 0 with "acl||obj": below 0, the first "obj" is 2.
        let (mut heads, mut labels) = (vec![0, 0, 0, 0], ["ROOT", "advmod", "obj", "acl||obj"]);
        deprojectivize(&mut heads, &mut labels, |_| false);
        assert_eq!((heads[3], labels[3]), (2, "acl"));
    }
}
