//! An engine's answers kept in a folder, so that what comes after the reading can be measured again in no time.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;
use std::time::Duration;

use image::GrayImage;
use scanner::{Answer, Ask, Engine, EngineError, Word};
use serde_json::{Value, json};

pub struct Remembering<E> {
    pub engine: E,
    pub folder: PathBuf,
}

impl<E: Engine> Engine for Remembering<E> {
    fn words(&self, images: &[GrayImage], ask: &Ask) -> Result<Answer, EngineError> {
        let path = self.folder.join(format!("{:016x}.json", key(images, ask)));
        if let Some(answer) = fs::read(&path).ok().and_then(|bytes| answer(&serde_json::from_slice(&bytes).ok()?)) {
            return Ok(answer);
        }
        let answer = self.engine.words(images, ask)?;
        let words = |list: &Vec<Word>| list.iter().map(|w| json!([w.text, w.x, w.y, w.w, w.h, w.confidence])).collect();
        let lists: Vec<Vec<Value>> = answer.words.iter().map(words).collect();
        let kept = json!({ "cpu": answer.cpu.as_secs_f64(), "words": lists });
        if let Err(error) = fs::create_dir_all(&self.folder).and_then(|()| fs::write(&path, kept.to_string())) {
            eprintln!("{}: {error}", path.display());
        }
        Ok(answer)
    }
}

fn key(images: &[GrayImage], ask: &Ask) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{:?} {:?} {} {}", ask.layout, ask.letters, ask.dictionary, ask.cpu_seconds).hash(&mut hasher);
    for image in images {
        (image.dimensions(), image.as_raw()).hash(&mut hasher);
    }
    hasher.finish()
}

fn answer(kept: &Value) -> Option<Answer> {
    let word = |w: &Value| {
        let number = |i: usize| u32::try_from(w[i].as_u64()?).ok();
        let confidence = w[5].as_f64()? as f32;
        let [x, y, width, height] = [number(1)?, number(2)?, number(3)?, number(4)?];
        Some(Word { text: w[0].as_str()?.to_string(), x, y, w: width, h: height, confidence })
    };
    let list = |l: &Value| l.as_array()?.iter().map(word).collect::<Option<Vec<Word>>>();
    let words = kept["words"].as_array()?.iter().map(list).collect::<Option<Vec<Vec<Word>>>>()?;
    Some(Answer { words, cpu: Duration::from_secs_f64(kept["cpu"].as_f64()?) })
}
