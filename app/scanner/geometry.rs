//! Plane projections, and finding the one that sends given points to others.

pub(crate) type Point = (f64, f64);

/// A projection of the plane, row by row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Homography(pub [[f64; 3]; 3]);

impl Homography {
    pub(crate) fn shift(x: f64, y: f64) -> Homography {
        Homography([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])
    }

    pub(crate) fn scale(s: f64) -> Homography {
        Homography([[s, 0.0, 0.0], [0.0, s, 0.0], [0.0, 0.0, 1.0]])
    }

    /// Half a turn of a picture of this size.
    pub(crate) fn half_turn(w: u32, h: u32) -> Homography {
        Homography([[-1.0, 0.0, f64::from(w) - 1.0], [0.0, -1.0, f64::from(h) - 1.0], [0.0, 0.0, 1.0]])
    }

    /// Turns a picture by so many degrees about its middle and moves it so that all of it is seen; with the new size.
    pub(crate) fn turn(w: u32, h: u32, degrees: f64) -> (Homography, u32, u32) {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (w, h) = (f64::from(w), f64::from(h));
        let (wide, high) = (h * sin.abs() + w * cos.abs(), h * cos.abs() + w * sin.abs());
        let turn = Homography([[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]]);
        let moved =
            Homography::shift(wide / 2.0, high / 2.0).after(&turn.after(&Homography::shift(-w / 2.0, -h / 2.0)));
        (moved, wide as u32, high as u32)
    }

    pub(crate) fn apply(&self, (x, y): Point) -> Point {
        let [a, b, c] = self.0.map(|r| r[0] * x + r[1] * y + r[2]);
        if c.abs() < 1e-12 { (0.0, 0.0) } else { (a / c, b / c) }
    }

    /// First `first`, then this.
    pub(crate) fn after(&self, first: &Homography) -> Homography {
        let mut product = [[0.0; 3]; 3];
        for (row, out) in self.0.iter().zip(&mut product) {
            for (j, cell) in out.iter_mut().enumerate() {
                *cell = (0..3).map(|k| row[k] * first.0[k][j]).sum();
            }
        }
        Homography(product)
    }

    pub(crate) fn inverse(&self) -> Option<Homography> {
        let m = &self.0;
        let minor = |i: usize, j: usize| {
            let (a, b, c, d) = ((i + 1) % 3, (i + 2) % 3, (j + 1) % 3, (j + 2) % 3);
            m[a][c] * m[b][d] - m[a][d] * m[b][c]
        };
        let whole: f64 = (0..3).map(|j| m[0][j] * minor(0, j)).sum();
        if whole.abs() < 1e-15 || !whole.is_finite() {
            return None;
        }
        let mut inverse = [[0.0; 3]; 3];
        for (i, row) in inverse.iter_mut().enumerate() {
            for (j, cell) in row.iter_mut().enumerate() {
                *cell = minor(j, i) / whole;
            }
        }
        Some(Homography(inverse))
    }

    /// The affine map that sends `from` to `to` with the least squared error; at least three points.
    pub(crate) fn affine(from: &[Point], to: &[Point]) -> Option<Homography> {
        let (mut normal, mut right) = (vec![vec![0.0; 3]; 3], [vec![0.0; 3], vec![0.0; 3]]);
        for (f, t) in from.iter().zip(to) {
            let row = [f.0, f.1, 1.0];
            for i in 0..3 {
                (0..3).for_each(|j| normal[i][j] += row[i] * row[j]);
                right[0][i] += row[i] * t.0;
                right[1][i] += row[i] * t.1;
            }
        }
        let [x, y] = right.map(|r| solve(normal.clone(), r));
        let (x, y) = (x?, y?);
        Some(Homography([[x[0], x[1], x[2]], [y[0], y[1], y[2]], [0.0, 0.0, 1.0]]))
    }

    /// The projection that sends `from` to `to`, exactly for four points, with the least squared error for more.
    pub(crate) fn fit(from: &[Point], to: &[Point]) -> Option<Homography> {
        if from.len() < 4 || from.len() != to.len() {
            return None;
        }
        // Numbers around 1 keep the sums exact enough.
        let (a, b) = (centring(from), centring(to));
        let pairs: Vec<(Point, Point)> = from.iter().zip(to).map(|(f, t)| (a.apply(*f), b.apply(*t))).collect();
        let mut found = linear(&pairs, |_| 1.0)?;
        // The linear sums weigh each point by its depth; twice over with the depth divided out is enough.
        for _ in 0..if from.len() > 4 { 2 } else { 0 } {
            let depth = found.0[2];
            found = linear(&pairs, |p| 1.0 / (depth[0] * p.0 + depth[1] * p.1 + depth[2]).powi(2).max(1e-6))?;
        }
        Some(b.inverse()?.after(&found.after(&a)))
    }
}

/// Moves points about the origin and scales them to a mean distance of 1.
fn centring(points: &[Point]) -> Homography {
    let n = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |s, p| (s.0 + p.0 / n, s.1 + p.1 / n));
    let far = points.iter().map(|p| (p.0 - x).hypot(p.1 - y)).sum::<f64>() / n;
    Homography::scale(1.0 / far.max(1e-9)).after(&Homography::shift(-x, -y))
}

fn linear(pairs: &[(Point, Point)], weight: impl Fn(Point) -> f64) -> Option<Homography> {
    let (mut normal, mut right) = (vec![vec![0.0; 8]; 8], vec![0.0; 8]);
    for &((x, y), (u, v)) in pairs {
        let weight = weight((x, y));
        let rows = [([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y], u), ([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y], v)];
        for (row, value) in rows {
            for i in 0..8 {
                (0..8).for_each(|j| normal[i][j] += weight * row[i] * row[j]);
                right[i] += weight * row[i] * value;
            }
        }
    }
    let h = solve(normal, right)?;
    Some(Homography([[h[0], h[1], h[2]], [h[3], h[4], h[5]], [h[6], h[7], 1.0]]))
}

/// Linear equations, by elimination with the largest pivot.
fn solve(mut m: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let n = right.len();
    for i in 0..n {
        let pivot = (i..n).max_by(|&a, &b| m[a][i].abs().total_cmp(&m[b][i].abs()))?;
        if m[pivot][i].abs() < 1e-12 || !m[pivot][i].is_finite() {
            return None;
        }
        m.swap(i, pivot);
        right.swap(i, pivot);
        let (above, below) = m.split_at_mut(i + 1);
        for (k, row) in below.iter_mut().enumerate() {
            let ratio = row[i] / above[i][i];
            row.iter_mut().zip(&above[i]).skip(i).for_each(|(r, a)| *r -= ratio * a);
            right[i + 1 + k] -= ratio * right[i];
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| m[i][j] * right[j]).sum();
        right[i] = (right[i] - known) / m[i][i];
    }
    Some(right)
}

pub(crate) fn distance(a: Point, b: Point) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: Point, b: Point) -> bool {
        distance(a, b) < 1e-6
    }

    #[test]
    fn four_corners_fix_a_projection() {
        let from = [(0.0, 0.0), (125.0, 0.0), (125.0, 254.0), (0.0, 254.0)];
        let to = [(310.0, 95.0), (1620.0, 140.0), (1710.0, 2600.0), (220.0, 2500.0)];
        let found = Homography::fit(&from, &to).unwrap();
        assert!(from.iter().zip(&to).all(|(f, t)| close(found.apply(*f), *t)));
        let back = found.inverse().unwrap();
        assert!(from.iter().zip(&to).all(|(f, t)| close(back.apply(*t), *f)));
    }

    #[test]
    fn many_points_give_their_projection_back() {
        let truth = Homography([[11.0, 0.7, 240.0], [-0.5, 11.4, 180.0], [2e-4, -1e-4, 1.0]]);
        let from: Vec<Point> = (0..30).map(|i| (f64::from(i % 5) * 25.0, f64::from(i / 5) * 40.0)).collect();
        let to: Vec<Point> = from.iter().map(|p| truth.apply(*p)).collect();
        let found = Homography::fit(&from, &to).unwrap();
        assert!(from.iter().all(|p| close(found.apply(*p), truth.apply(*p))));
        let flat = Homography([[11.0, 0.7, 240.0], [-0.5, 11.4, 180.0], [0.0, 0.0, 1.0]]);
        let to: Vec<Point> = from.iter().map(|p| flat.apply(*p)).collect();
        assert!(close(Homography::affine(&from, &to).unwrap().apply((3.0, 4.0)), flat.apply((3.0, 4.0))));
    }

    #[test]
    fn points_on_a_line_fix_nothing() {
        let line: Vec<Point> = (0..6).map(|i| (f64::from(i), f64::from(i))).collect();
        assert!(Homography::fit(&line, &line).is_none());
        assert!(Homography::affine(&line, &line).is_none());
        assert!(Homography([[0.0; 3]; 3]).inverse().is_none());
    }

    #[test]
    fn a_turned_picture_is_all_seen() {
        let (turn, w, h) = Homography::turn(200, 100, 90.0);
        assert_eq!((w, h), (100, 200));
        assert!(close(turn.apply((100.0, 50.0)), (50.0, 100.0)));
        // Counter-clockwise: what was at the top right comes to the top left.
        assert!(close(turn.apply((200.0, 0.0)), (0.0, 0.0)));
        assert!(close(Homography::half_turn(200, 100).apply((0.0, 0.0)), (199.0, 99.0)));
    }
}
