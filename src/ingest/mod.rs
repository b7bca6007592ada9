//! Files -> `Article`.

mod article;

pub use article::{Article, ArticleId, ArticleMeta};
