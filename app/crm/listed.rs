//! A page of a list. Each list asks Postgres for one row more than it shows, in so many words (`limit 51`): a statement
//! is planned once for all values, and a number given with them would not be seen.

/// Rows a page shows.
pub const ROWS: usize = 50;

#[derive(Clone, Debug)]
pub struct Listed<T> {
    pub rows: Vec<T>,
    /// Whether another page follows.
    pub more: bool,
}

impl<T> Listed<T> {
    /// Of the rows found, one more than a page shows at most.
    pub fn of(mut found: Vec<T>) -> Listed<T> {
        let more = found.len() > ROWS;
        found.truncate(ROWS);
        Listed { rows: found, more }
    }

    /// All that there is.
    pub fn whole(rows: Vec<T>) -> Listed<T> {
        Listed { rows, more: false }
    }

    /// The row after which the next page begins.
    pub fn last(&self) -> Option<&T> {
        self.rows.last().filter(|_| self.more)
    }
}
