//! What projection costs at 10,000 articles; not run by default, as it measures and asserts little.

use std::sync::Arc;
use std::time::Instant;

use recoupe::extract::finding::{ChainId, EntityType, EventId, Filler};
use recoupe::ingest::{Article, ArticleId};
use recoupe::knowledge::{CorrectionLog, ReadArticle, project};

use crate::stories::corpus;

/// The stories over and over, persons and bodies under other names, on other days.
fn many(n: usize) -> Vec<ReadArticle> {
    let stories = corpus().articles;
    (0..n)
        .map(|k| {
            let (read, salt) = (&stories[k % stories.len()], (k / stories.len()) as u64);
            let mix = |id: u64| id ^ salt.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mut article = Article::clone(&read.article);
            article.id = ArticleId(mix(article.id.0));
            if let Some(date) = &mut article.meta.published {
                date.day = Some((salt % 28) as u8 + 1);
            }
            let mut extraction = read.extraction.as_ref().clone();
            extraction.article = article.id;
            for chain in &mut extraction.chains {
                chain.id = ChainId(mix(chain.id.0));
                if matches!(chain.entity_type, EntityType::Person | EntityType::Organization) {
                    chain.name =
                        format!("{} {}", chain.name, ["Aro", "Beli", "Coda", "Dumo", "Evra"][salt as usize % 5]);
                    chain.name.push_str(&"x".repeat(salt as usize % 60));
                }
            }
            for event in &mut extraction.events {
                event.id = EventId(mix(event.id.0));
                for arg in &mut event.args {
                    if let Filler::Chain(id) = &mut arg.filler {
                        id.0 = mix(id.0);
                    }
                }
            }
            extraction.relations.clear();
            ReadArticle::new(Arc::new(article), Arc::new(extraction))
        })
        .collect()
}

#[test]
#[ignore = "measures"]
fn projection_of_ten_thousand_articles() {
    let articles = many(10_000);
    for round in ["places linked for the first time", "again", "again"] {
        let began = Instant::now();
        let projection = project(&articles, &CorrectionLog::default());
        let (graph, took) = (&projection.graph, began.elapsed());
        println!(
            "{round}: {took:?}; {} entities, {} events, {} claims, {} suggestions",
            graph.entities().len(),
            graph.events().len(),
            graph.events().iter().map(|e| e.claims.len()).sum::<usize>(),
            projection.suggestions.len()
        );
        assert!(!graph.entities().is_empty());
    }
}
