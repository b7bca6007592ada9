//! What one frame of the window costs in CPU time: layout of the interface and tessellation, without a GPU. In milliseconds:
//! the whole graph in sight, near to its middle, the timeline, a table; last, what it took to make the graph.
//! `cargo bench --bench frame` prints a table; more sizes: `cargo bench --bench frame -- 1000 5000`.

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{Pos2, RawInput, Rect, vec2};
use recoupe::app::parts::ViewKind;
use recoupe::app::{Window, WindowOptions};
use recoupe::extract::Extraction;
use recoupe::extract::finding::*;
use recoupe::ingest::article_from_text;
use recoupe::knowledge::{CorrectionLog, ReadArticle, project};
use recoupe::locale::Locale;
use recoupe::session::{EmbeddedReader, Revision, Snapshot};
use recoupe::text::{PartialDate, TextSpan, TimeValue};
use recoupe::workspace::Folders;

/// Events of one article; each joins two actors of its neighbourhood.
const PER_ARTICLE: usize = 40;

/// Numbers of a fixed sequence (Marsaglia's xorshift64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// Articles about `actors` actors in groups of two hundred, twice as many events as actors.
fn articles(actors: usize) -> Vec<ReadArticle> {
    let mut draw = Draw(0x2545_F491_4F6C_DD1D);
    let number = (actors * 2).div_ceil(PER_ARTICLE);
    (0..number).map(|a| article(a, actors, &mut draw)).collect()
}

fn article(number: usize, actors: usize, draw: &mut Draw) -> ReadArticle {
    let mut text = String::new();
    let (mut chains, mut events, mut sentences) = (Vec::<Chain>::new(), Vec::new(), Vec::new());
    for e in 0..PER_ARTICLE {
        let one = (number * PER_ARTICLE + e) / 2 % actors;
        let far = draw.below(8) == 0;
        let other = if far { draw.below(actors) } else { one / 200 * 200 + draw.below(200.min(actors)) };
        let start = text.len();
        let put = |id: usize, text: &mut String, chains: &mut Vec<Chain>| {
            let name = format!("Acteur {id}");
            let span = TextSpan::new(text.len(), text.len() + name.len());
            text.push_str(&name);
            let entity_type = EntityType::ALL[id % EntityType::ALL.len()];
            let chain = ChainId((number as u64) << 32 | id as u64);
            let mention = Mention { span, kind: MentionKind::Name, rule: "name:bench".to_owned() };
            match chains.iter_mut().find(|c| c.id == chain) {
                Some(known) => known.mentions.push(mention),
                None => chains.push(Chain {
                    id: chain,
                    entity_type,
                    aliases: vec![name.clone()],
                    name,
                    mentions: vec![mention],
                }),
            }
            (chain, span)
        };
        let (agent, agent_span) = put(one, &mut text, &mut chains);
        let trigger = TextSpan::new(text.len() + 1, text.len() + 8);
        text.push_str(" attaque ");
        let (target, target_span) = put(other, &mut text, &mut chains);
        text.push_str(". ");
        sentences.push(TextSpan::new(start, text.len() - 1));
        let argument = |role, filler, span| Argument { role, filler, span, rule: "role:bench".to_owned() };
        let day = PartialDate::day(2016, 1 + (draw.below(12) as u8), 1 + (draw.below(28) as u8));
        events.push(Event {
            id: EventId((number as u64) << 32 | e as u64),
            event_type: EventType::ALL[draw.below(EventType::ALL.len())],
            triggers: vec![Trigger { span: trigger, rule: "trigger:bench".to_owned() }],
            args: vec![
                argument(Role::Agent, Filler::Chain(agent), agent_span),
                argument(Role::Target, Filler::Chain(target), target_span),
                argument(Role::Time, Filler::Time(Some(TimeValue::point(day))), trigger),
            ],
            polarity: Polarity::Affirmed,
            modality: Modality::Actual,
            source: None,
            count: None,
            cues: Vec::new(),
        });
    }
    let article = article_from_text(&format!("a{number}"), text);
    let extraction = Extraction {
        article: article.id,
        fingerprint: Fingerprint::default(),
        sentences,
        chains,
        events,
        relations: Vec::new(),
        withheld: 0,
    };
    ReadArticle::new(Arc::new(article), Arc::new(extraction))
}

/// How long this thread has been on a processor: other programs on the machine do not count.
fn busy() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|t| t.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

fn frame(ctx: &egui::Context, window: &mut Window, tick: bool) -> Duration {
    let size = vec2(1440.0, 900.0);
    let input = RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)), ..RawInput::default() };
    let began = busy();
    let mut output = ctx.run_ui(input, |ui| {
        if tick {
            window.tick(ui.ctx());
        }
        window.show(ui);
    });
    output.textures_delta.clear();
    std::hint::black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
    busy() - began
}

/// The mean of some frames: the system tells a thread's time in steps of some milliseconds.
fn mean(ctx: &egui::Context, window: &mut Window) -> f64 {
    const FRAMES: u32 = 40;
    let whole: Duration = (0..FRAMES).map(|_| frame(ctx, window, false)).sum();
    whole.as_secs_f64() * 1000.0 / f64::from(FRAMES)
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 5_000, 20_000, 100_000] } else { sizes };
    println!(
        "{:>8} {:>8} {:>9} {:>9} {:>9} {:>10} {:>9}",
        "actors", "links", "whole", "near", "timeline", "table", "graph"
    );
    for actors in sizes {
        let began = Instant::now();
        let graph = project(&articles(actors), &CorrectionLog::default()).graph;
        let made = began.elapsed().as_secs_f64() * 1000.0;
        let ctx = egui::Context::default();
        let folder = std::env::temp_dir().join(format!("recoupe-bench-{}", std::process::id()));
        let folders = Folders::below(&folder);
        let options = WindowOptions { files: Vec::new(), locale: Some(Locale::En), folders, own_dialogs: true };
        let mut first = ctx.run_ui(RawInput::default(), |_| {});
        first.textures_delta.clear();
        let mut window = Window::new(&ctx, Arc::new(EmbeddedReader), options, false);
        std::thread::sleep(Duration::from_millis(300));
        frame(&ctx, &mut window, true);
        let mut snapshot = Snapshot::default();
        snapshot.revision = Revision(1_000);
        snapshot.graph = Arc::new(graph);
        snapshot.path = window.state.present.path.clone();
        snapshot.articles = Arc::clone(&window.state.present.articles);
        window.show_snapshot(Arc::new(snapshot));
        let waited = Instant::now();
        while window.state.model.actors.is_empty() && waited.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(20));
            frame(&ctx, &mut window, true);
        }
        for _ in 0..20 {
            std::thread::sleep(Duration::from_millis(50));
            frame(&ctx, &mut window, true);
        }
        let whole = mean(&ctx, &mut window);
        window.state.camera.follow = false;
        window.state.camera.zoom = 1.0;
        let near = mean(&ctx, &mut window);
        let mut view = |view| {
            window.state.view = view;
            window.request_table();
            for _ in 0..20 {
                std::thread::sleep(Duration::from_millis(50));
                frame(&ctx, &mut window, true);
            }
            mean(&ctx, &mut window)
        };
        let (timeline, rows) = (view(ViewKind::Timeline), view(ViewKind::Table));
        let (n, links) = (window.state.model.actors.len(), window.state.model.links.len());
        println!("{n:>8} {links:>8} {whole:>9.2} {near:>9.2} {timeline:>9.2} {rows:>10.2} {made:>9.0}");
        drop(window);
        // The folder is in the system's temporary one and holds an empty workspace alone.
        let _ = std::fs::remove_dir_all(&folder);
    }
}
