//! Tesseract as a child process: one process for a list of images, so that its model loads once.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use image::GrayImage;

use crate::child::{self, End, Limits, Ran};
use crate::engine::{Answer, Ask, Engine, EngineError, Layout, Word};

/// A page takes 55 MB; this leaves room for a big one and stops one that explodes.
const MEMORY_MB: u64 = 700;
const OUTPUT_MB: u64 = 8;

#[derive(Clone, Debug)]
pub struct Tesseract {
    program: PathBuf,
}

impl Default for Tesseract {
    fn default() -> Tesseract {
        Tesseract::at("tesseract")
    }
}

impl Tesseract {
    /// `program` is a path, or a name to be found in `PATH`.
    pub fn at(program: impl Into<PathBuf>) -> Tesseract {
        Tesseract { program: program.into() }
    }

    fn command(&self, list: &Path, ask: &Ask) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(list).arg("stdout").args(["--dpi", "300"]);
        command.args(["-l", "fra"]).args(["--psm", layout(ask.layout)]);
        if let Some(letters) = ask.letters {
            command.arg("-c").arg(format!("tessedit_char_whitelist={letters}"));
        }
        if !ask.dictionary {
            for dawg in ["system", "freq", "punc", "number"] {
                command.arg("-c").arg(format!("load_{dawg}_dawg=0"));
            }
        }
        command.arg("tsv");
        command
    }
}

impl Engine for Tesseract {
    fn words(&self, images: &[GrayImage], ask: &Ask) -> Result<Answer, EngineError> {
        match images {
            [] => Ok(Answer::default()),
            _ => self.read(images, ask).map(|(words, cpu)| Answer { words, cpu }),
        }
    }
}

impl Tesseract {
    /// Some images crash Tesseract (a division by zero in its layout analysis), always the same ones. They are searched
    /// by halves, and read as no words.
    fn read(&self, images: &[GrayImage], ask: &Ask) -> Result<(Vec<Vec<Word>>, Duration), EngineError> {
        let ran = self.run(images, ask)?;
        match ran.end {
            End::Well => Ok((parse(&String::from_utf8_lossy(&ran.out), images.len()), ran.cpu)),
            // A table's grain or a page of noise can cost it minutes.
            End::CpuSpent => Ok((vec![Vec::new(); images.len()], ran.cpu)),
            end if crashed(end) && images.len() > 1 => {
                let (left, right) = images.split_at(images.len() / 2);
                let (mut words, left_cpu) = self.read(left, ask)?;
                let (more, right_cpu) = self.read(right, ask)?;
                words.extend(more);
                Ok((words, ran.cpu + left_cpu + right_cpu))
            }
            end if crashed(end) && self.reads_a_blank(ask)? => Ok((vec![Vec::new()], ran.cpu)),
            _ => Err(EngineError::Failed(ended_badly(&ran))),
        }
    }

    /// Whether a crash is the image's fault.
    fn reads_a_blank(&self, ask: &Ask) -> Result<bool, EngineError> {
        let blank = GrayImage::from_pixel(200, 60, image::Luma([255]));
        Ok(self.run(&[blank], ask)?.end == End::Well)
    }

    fn run(&self, images: &[GrayImage], ask: &Ask) -> Result<Ran, EngineError> {
        let folder = tempfile::tempdir().map_err(|e| EngineError::Failed(format!("no temporary folder: {e}")))?;
        let list = save(folder.path(), images).map_err(|e| EngineError::Failed(format!("images not written: {e}")))?;
        let limits =
            Limits { cpu_seconds: ask.cpu_seconds, memory_mb: MEMORY_MB, output_mb: OUTPUT_MB, deadline: ask.deadline };
        child::run(&mut self.command(&list, ask), limits).map_err(|e| not_started(&self.program, &e))
    }
}

fn crashed(end: End) -> bool {
    matches!(end, End::Signal(libc::SIGFPE | libc::SIGSEGV | libc::SIGABRT))
}

fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::Sparse => "11",
        Layout::Line => "7",
        Layout::RawLine => "13",
    }
}

fn not_started(program: &Path, error: &io::Error) -> EngineError {
    let program = program.display();
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied => {
            EngineError::Missing(format!("{program}: {error}"))
        }
        _ => EngineError::Failed(format!("{program} not started: {error}")),
    }
}

fn ended_badly(ran: &Ran) -> String {
    format!("{:?} after {} ms of CPU: {}", ran.end, ran.cpu.as_millis(), ran.complaint)
}

/// Writes the images and the list of their names, which is what Tesseract is given.
fn save(folder: &Path, images: &[GrayImage]) -> io::Result<PathBuf> {
    let mut names = String::new();
    for (i, image) in images.iter().enumerate() {
        let path = folder.join(format!("{i:03}.pgm"));
        let mut file = format!("P5\n{} {}\n255\n", image.width(), image.height()).into_bytes();
        file.extend_from_slice(image.as_raw());
        fs::write(&path, file)?;
        // Writing to a String cannot fail.
        let _ = writeln!(names, "{}", path.display());
    }
    let list = folder.join("list.txt");
    fs::write(&list, names)?;
    Ok(list)
}

/// The TSV's rows of level 5 are words: level page block par line word left top width height conf text.
fn parse(tsv: &str, images: usize) -> Vec<Vec<Word>> {
    let mut words = vec![Vec::new(); images];
    for row in tsv.lines() {
        let columns: Vec<&str> = row.splitn(12, '\t').collect();
        if let Some((page, word)) = word_of(&columns)
            && let Some(list) = words.get_mut(page)
        {
            list.push(word);
        }
    }
    words
}

fn word_of(columns: &[&str]) -> Option<(usize, Word)> {
    let &["5", page, _, _, _, _, x, y, w, h, confidence, text] = columns else { return None };
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let page: usize = page.parse().ok()?;
    let confidence: f32 = confidence.parse().ok()?;
    let word = Word {
        text: text.to_string(),
        x: x.parse().ok()?,
        y: y.parse().ok()?,
        w: w.parse().ok()?,
        h: h.parse().ok()?,
        confidence: (confidence / 100.0).clamp(0.0, 1.0),
    };
    Some((page.checked_sub(1)?, word))
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn ask() -> Ask {
        Ask {
            layout: Layout::Line,
            letters: None,
            dictionary: true,
            cpu_seconds: 5,
            deadline: Instant::now() + Duration::from_secs(10),
        }
    }

    #[test]
    fn rows_of_words_go_to_their_image() {
        let tsv = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                   1\t1\t0\t0\t0\t0\t0\t0\t100\t40\t-1\t\n\
                   5\t1\t1\t1\t1\t1\t12\t8\t60\t20\t93.5\tAB-123-CD\n\
                   5\t2\t1\t1\t1\t1\t1\t2\t3\t4\t0\tVP\n\
                   5\t2\t1\t1\t1\t2\t1\t2\t3\t4\t12\t \n\
                   5\t9\t1\t1\t1\t1\t1\t2\t3\t4\t50\tlost\n\
                   5\tx\t1\n";
        let words = parse(tsv, 2);
        assert_eq!(words[0].len(), 1);
        assert_eq!(words[0][0].text, "AB-123-CD");
        assert!((words[0][0].confidence - 0.935).abs() < 1e-6);
        assert_eq!((words[1].len(), words[1][0].text.as_str()), (1, "VP"));
    }

    #[test]
    fn a_machine_without_tesseract_says_so() {
        let error = Tesseract::at("no-such-tesseract").words(&[GrayImage::new(20, 20)], &ask()).unwrap_err();
        assert!(matches!(error, EngineError::Missing(_)), "{error}");
    }

    #[test]
    fn a_tesseract_that_dies_has_failed() {
        let error = Tesseract::at("false").words(&[GrayImage::new(20, 20)], &ask()).unwrap_err();
        assert!(matches!(error, EngineError::Failed(_)), "{error}");
    }

    #[test]
    fn a_blank_image_has_no_words() {
        let blank = GrayImage::from_pixel(200, 60, image::Luma([255]));
        let sparse = Ask { layout: Layout::Sparse, ..ask() };
        let answer = Tesseract::default().words(&[blank.clone(), blank], &sparse).unwrap();
        assert_eq!(answer.words, vec![Vec::new(), Vec::new()]);
        assert!(answer.cpu > Duration::ZERO);
    }
}
