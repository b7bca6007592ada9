//! Classes of like words: what the training articles say of one word, the models can say of its neighbours.
//!
//! Made by k-means over the static vectors of the bundled package (`training/words.py`): 64 broad classes, 256 fine ones. Asset
//! form: zstd over lines `word broad fine`.

use std::collections::HashMap;
use std::io::BufRead as _;

use super::model::ModelError;

/// The classes of words of one language.
#[derive(Default)]
pub struct WordClasses {
    by_word: HashMap<Box<str>, [u16; 2]>,
}

impl WordClasses {
    /// Reads the asset form.
    ///
    /// # Errors
    /// Where the bytes are damaged or a line is not of the recipe's form.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut by_word = HashMap::new();
        for (n, line) in std::io::BufReader::new(zstd::Decoder::new(bytes)?).lines().enumerate() {
            let line = line?;
            let mut fields = line.split(' ');
            let (Some(word), Some(Ok(broad)), Some(Ok(fine))) =
                (fields.next(), fields.next().map(str::parse), fields.next().map(str::parse))
            else {
                return Err(ModelError::Line(n + 1));
            };
            by_word.insert(word.into(), [broad, fine]);
        }
        Ok(Self { by_word })
    }

    /// The broad and the fine class of a word in lower case; `None` for a word without a vector.
    pub fn of(&self, word: &str) -> Option<[u16; 2]> {
        self.by_word.get(word).copied()
    }
}
