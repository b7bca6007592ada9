//! Tree of a pattern -> programs, found by the first byte of what they match.

use super::parse::{Node, parse, width};
use super::{Alternative, Class, Inst, Pattern};

pub(super) fn compile(source: &str) -> Result<Pattern, String> {
    let (node, classes, ignore_case) = parse(source)?;
    let members = match node {
        Node::Alt(members) => members,
        other => vec![other],
    };
    let mut pattern = Pattern {
        by_byte: vec![Vec::new(); 256],
        unbounded_by_byte: vec![Vec::new(); 256],
        anchored: true,
        ..Default::default()
    };
    for (i, member) in members.iter().enumerate() {
        let index = u16::try_from(i).map_err(|_| "too many alternatives".to_owned())?;
        let anchored = begins_anchored(member);
        let program = assemble(member, &mut pattern.programs);
        pattern.alternatives.push(Alternative { program, anchored });
        pattern.anchored &= anchored;
        let mut first = [false; 256];
        if first_bytes(member, &classes, ignore_case, &mut first) {
            first = [true; 256];
            pattern.at_end.push(index);
        }
        let bounded = if ends_anchored(member) { max_chars(member) } else { None };
        if let Some(n) = bounded {
            pattern.reach = pattern.reach.max(n + 1);
        }
        for byte in (0..256).filter(|&b| first[b]) {
            pattern.by_byte[byte].push(index);
            if bounded.is_none() {
                pattern.unbounded_by_byte[byte].push(index);
            }
        }
    }
    pattern.classes = classes;
    Ok(pattern)
}

fn max_chars(node: &Node) -> Option<usize> {
    match node {
        Node::Cat(items) => items.iter().map(max_chars).sum(),
        Node::Alt(items) => items.iter().map(max_chars).try_fold(0, |a, b| b.map(|b| a.max(b))),
        Node::Repeat { node, max, .. } => Some(max_chars(node)? * (*max)?),
        other => width(other),
    }
}

fn begins_anchored(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Cat(items) => items.first().is_some_and(begins_anchored),
        Node::Alt(items) => items.iter().all(begins_anchored),
        _ => false,
    }
}

fn ends_anchored(node: &Node) -> bool {
    match node {
        Node::End => true,
        Node::Cat(items) => items.last().is_some_and(ends_anchored),
        Node::Alt(items) => items.iter().all(ends_anchored),
        _ => false,
    }
}

fn lead_byte(code: u32) -> u8 {
    char::from_u32(code).map_or(0xed, |c| c.encode_utf8(&mut [0; 4]).as_bytes()[0])
}

/// Marks the bytes that a match may begin with; true where it may match nothing.
fn first_bytes(node: &Node, classes: &[Class], ignore_case: bool, first: &mut [bool; 256]) -> bool {
    match node {
        Node::Char(c) => {
            first[usize::from(lead_byte(*c as u32))] = true;
            false
        }
        Node::Any => {
            first.fill(true);
            false
        }
        Node::Class(i) => {
            let class = &classes[*i];
            for code in 0..128u8 {
                first[usize::from(code)] |= class.contains(char::from(code));
            }
            if class.negated || class.ignore_case || ignore_case || !class.shorthands.is_empty() {
                first[128..].fill(true);
            }
            for &(from, to) in &class.ranges {
                first[usize::from(lead_byte(from))..=usize::from(lead_byte(to))].fill(true);
            }
            false
        }
        Node::Start | Node::End | Node::Look { .. } => true,
        Node::Cat(items) => items.iter().all(|i| first_bytes(i, classes, ignore_case, first)),
        Node::Alt(items) => items.iter().fold(false, |empty, i| first_bytes(i, classes, ignore_case, first) | empty),
        Node::Repeat { node, min, .. } => first_bytes(node, classes, ignore_case, first) | (*min == 0),
    }
}

/// Writes the program of a node and of its look-arounds; its index.
fn assemble(node: &Node, programs: &mut Vec<Vec<Inst>>) -> usize {
    let mut insts = Vec::new();
    emit(node, &mut insts, programs);
    insts.push(Inst::Match);
    programs.push(insts);
    programs.len() - 1
}

fn emit(node: &Node, out: &mut Vec<Inst>, programs: &mut Vec<Vec<Inst>>) {
    match node {
        Node::Char(c) => out.push(Inst::Char(*c)),
        Node::Class(i) => out.push(Inst::Class(*i)),
        Node::Any => out.push(Inst::Any),
        Node::Start => out.push(Inst::Start),
        Node::End => out.push(Inst::End),
        Node::Cat(items) => items.iter().for_each(|i| emit(i, out, programs)),
        Node::Look { behind, negative, node } => {
            let behind = if *behind { width(node) } else { None };
            let program = assemble(node, programs);
            out.push(Inst::Look { behind, negative: *negative, program });
        }
        Node::Alt(items) => {
            let mut jumps = Vec::new();
            for (i, item) in items.iter().enumerate() {
                if i + 1 == items.len() {
                    emit(item, out, programs);
                    break;
                }
                let split = out.len();
                out.push(Inst::Split(split + 1, 0));
                emit(item, out, programs);
                jumps.push(out.len());
                out.push(Inst::Jump(0));
                out[split] = Inst::Split(split + 1, out.len());
            }
            let end = out.len();
            for jump in jumps {
                out[jump] = Inst::Jump(end);
            }
        }
        Node::Repeat { node, min, max, greedy } => {
            for _ in 0..*min {
                emit(node, out, programs);
            }
            let branch =
                |into: usize, past: usize| if *greedy { Inst::Split(into, past) } else { Inst::Split(past, into) };
            match max {
                None => {
                    let split = out.len();
                    out.push(Inst::Jump(0));
                    emit(node, out, programs);
                    out.push(Inst::Jump(split));
                    out[split] = branch(split + 1, out.len());
                }
                Some(max) => {
                    let mut splits = Vec::new();
                    for _ in *min..*max {
                        splits.push(out.len());
                        out.push(Inst::Jump(0));
                        emit(node, out, programs);
                    }
                    let end = out.len();
                    for split in splits {
                        out[split] = branch(split + 1, end);
                    }
                }
            }
        }
    }
}
