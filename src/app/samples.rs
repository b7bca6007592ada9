//! The sample story: articles of several papers about the same days.

/// Name and text of each article.
pub const ARTICLES: &[(&str, &str)] = &[
    ("fr-1", include_str!("../../assets/samples/fr-1.txt")),
    ("fr-2", include_str!("../../assets/samples/fr-2.txt")),
    ("fr-3", include_str!("../../assets/samples/fr-3.txt")),
    ("fr-4", include_str!("../../assets/samples/fr-4.txt")),
    ("en-1", include_str!("../../assets/samples/en-1.txt")),
    ("en-2", include_str!("../../assets/samples/en-2.txt")),
];
