//! Takes the comments and the idle space out of our own CSS and JS. Small on purpose: gzip and brotli do the rest.

/// CSS without comments and idle space. Strings are kept as they are; a space that may mean something (`a b`, `a :hover`,
/// `1px + 2px`) stays.
pub fn css(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '\'' => {
                out.push(c);
                while let Some(inside) = chars.next() {
                    out.push(inside);
                    if inside == '\\' {
                        out.extend(chars.next());
                    } else if inside == c {
                        break;
                    }
                }
            }
            '/' if chars.peek() == Some(&'*') => {
                let mut last = ' ';
                chars.next();
                for inside in chars.by_ref() {
                    if last == '*' && inside == '/' {
                        break;
                    }
                    last = inside;
                }
                space(&mut out);
            }
            c if c.is_whitespace() => space(&mut out),
            '{' | '}' | ';' | ',' => {
                trim(&mut out);
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    trim(&mut out);
    out
}

/// One space at most, and none after a mark that needs none (nobody writes a space after the colon of `:hover`).
fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',', ':']) {
        out.push(' ');
    }
}

fn trim(out: &mut String) {
    if out.ends_with(' ') {
        out.pop();
    }
}

/// JavaScript without the lines that are only a comment and without indentation. Line ends stay, so that nothing depends
/// on guessing semicolons; our own files hold no template string over several lines (a test looks).
pub fn js(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut comment = false;
    for line in source.lines().map(str::trim) {
        if comment || line.starts_with("/*") {
            comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
