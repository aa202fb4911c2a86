//! Connected patches of a mask.

use image::GrayImage;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Patch {
    pub x: u32,
    pub y: u32,
    pub w: u32,
    pub h: u32,
    pub area: u32,
    pub centre: (f32, f32),
    /// Its first pixel, in reading order.
    pub start: (u32, u32),
}

/// The patches of what is not 0, where diagonals touch, in the order of their first pixels.
pub(crate) fn patches(mask: &GrayImage) -> Vec<Patch> {
    let (w, h) = (mask.width() as usize, mask.height() as usize);
    let mut labels = vec![0u32; w * h];
    let mut sets = vec![0u32];
    for y in 0..h {
        for x in (0..w).filter(|x| mask.as_raw()[y * w + x] != 0) {
            labels[y * w + x] = label(&labels, &mut sets, x, y, w);
        }
    }
    gather(&labels, &mut sets, w)
}

/// The label of a pixel from its neighbours already seen, which are joined if they differ.
fn label(labels: &[u32], sets: &mut Vec<u32>, x: usize, y: usize, w: usize) -> u32 {
    let mut near = [0u32; 4];
    if x > 0 {
        near[0] = labels[y * w + x - 1];
    }
    if y > 0 {
        let above = (y - 1) * w + x;
        near[1] = if x > 0 { labels[above - 1] } else { 0 };
        near[2] = labels[above];
        near[3] = if x + 1 < w { labels[above + 1] } else { 0 };
    }
    let mut least = 0;
    for root in near.into_iter().filter(|&l| l != 0) {
        let root = find(sets, root);
        if least == 0 || root == least {
            least = root;
        } else {
            let (low, high) = (least.min(root), least.max(root));
            sets[high as usize] = low;
            least = low;
        }
    }
    if least == 0 {
        least = sets.len() as u32;
        sets.push(least);
    }
    least
}

fn find(sets: &mut [u32], mut label: u32) -> u32 {
    while sets[label as usize] != label {
        sets[label as usize] = sets[sets[label as usize] as usize];
        label = sets[label as usize];
    }
    label
}

struct Sums {
    patch: Patch,
    right: u32,
    bottom: u32,
    sum_x: u64,
    sum_y: u64,
}

fn gather(labels: &[u32], sets: &mut [u32], w: usize) -> Vec<Patch> {
    let mut index = vec![usize::MAX; sets.len()];
    let mut sums: Vec<Sums> = Vec::new();
    for (i, &l) in labels.iter().enumerate().filter(|(_, l)| **l != 0) {
        let root = find(sets, l) as usize;
        let (x, y) = ((i % w) as u32, (i / w) as u32);
        if index[root] == usize::MAX {
            index[root] = sums.len();
            let patch = Patch { x, y, w: 0, h: 0, area: 0, centre: (0.0, 0.0), start: (x, y) };
            sums.push(Sums { patch, right: x, bottom: y, sum_x: 0, sum_y: 0 });
        }
        let s = &mut sums[index[root]];
        s.patch.x = s.patch.x.min(x);
        s.right = s.right.max(x);
        s.bottom = y;
        s.patch.area += 1;
        s.sum_x += u64::from(x);
        s.sum_y += u64::from(y);
    }
    sums.into_iter().map(Sums::patch).collect()
}

impl Sums {
    fn patch(self) -> Patch {
        let area = f64::from(self.patch.area);
        let centre = ((self.sum_x as f64 / area) as f32, (self.sum_y as f64 / area) as f32);
        Patch { w: self.right - self.patch.x + 1, h: self.bottom - self.patch.y + 1, centre, ..self.patch }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(rows: &[&str]) -> GrayImage {
        GrayImage::from_fn(rows[0].len() as u32, rows.len() as u32, |x, y| {
            image::Luma([u8::from(rows[y as usize].as_bytes()[x as usize] == b'#')])
        })
    }

    #[test]
    fn diagonals_touch() {
        let found = patches(&mask(&["#..#", ".#.#", "...#"]));
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].area, found[0].w, found[0].h), (2, 2, 2));
        assert_eq!((found[1].x, found[1].h, found[1].centre), (3, 3, (3.0, 1.0)));
    }

    #[test]
    fn a_cup_is_one_patch() {
        let found = patches(&mask(&["#...#", "#.#.#", "#####", "....."]));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].area, found[0].w, found[0].h, found[0].start), (10, 5, 3, (0, 0)));
        assert!(patches(&mask(&["..."])).is_empty());
    }
}
