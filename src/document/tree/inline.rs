//! Lines of text: markup flattened, and the white space of the template's own layout taken out.

use super::Inline;

/// One character or thing of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    Sign(char, Style),
    Break,
    Blank(u16),
}

/// Style of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) underline: bool,
}

/// Adds text; U+2028 is the line break of a value. Indentation of the template becomes one `\n`, for [`settle`].
pub(super) fn push_text(atoms: &mut Vec<Atom>, text: &str, style: Style) {
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let gap = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        let (space, after) = rest.split_at(gap.max(sign.len_utf8()));
        rest = after;
        match sign {
            '\u{2028}' => atoms.push(Atom::Break),
            _ if gap == 0 => atoms.push(Atom::Sign(sign, style)),
            _ if space.contains('\n') => atoms.push(Atom::Sign('\n', style)),
            _ => atoms.extend(space.chars().map(|_| Atom::Sign(' ', style))),
        }
    }
}

/// The line with the template's own line ends resolved: between Latin words they are a space, elsewhere nothing.
pub(super) fn settle(atoms: &[Atom]) -> Vec<Inline> {
    let mut line = Vec::new();
    for (index, atom) in atoms.iter().enumerate() {
        match *atom {
            Atom::Break => line.push(Inline::Break),
            Atom::Blank(width) => line.push(Inline::Blank(width)),
            Atom::Sign('\n', style) => {
                let before = index.checked_sub(1).and_then(|before| atoms.get(before));
                if is_latin(before) && is_latin(atoms.get(index + 1)) {
                    push_sign(&mut line, ' ', style);
                }
            }
            Atom::Sign(sign, style) => push_sign(&mut line, sign, style),
        }
    }
    line
}

fn is_latin(atom: Option<&Atom>) -> bool {
    matches!(atom, Some(Atom::Sign(sign, _)) if sign.is_ascii_graphic())
}

fn push_sign(line: &mut Vec<Inline>, sign: char, style: Style) {
    if let Some(Inline::Text {
        text,
        strong,
        underline,
    }) = line.last_mut()
        && *strong == style.strong
        && *underline == style.underline
    {
        text.push(sign);
        return;
    }
    line.push(Inline::Text {
        text: sign.to_string(),
        strong: style.strong,
        underline: style.underline,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str) -> Vec<Inline> {
        let mut atoms = Vec::new();
        push_text(&mut atoms, text, Style::default());
        settle(&atoms)
    }

    #[test]
    fn layout_of_the_template_leaves_no_spaces_in_chinese() {
        for (text, want) in [
            ("\n  三明市\n  三元区\n", "三明市三元区"),
            ("see\n   also", "see also"),
            ("a  b", "a  b"),
            ("型号\nX-1", "型号X-1"),
            ("　全角", "　全角"),
        ] {
            let plain = Inline::Text {
                text: want.to_owned(),
                strong: false,
                underline: false,
            };
            assert_eq!(settled(text), [plain], "{text:?}");
        }
    }

    #[test]
    fn the_line_break_of_a_value_stays() {
        assert_eq!(settled("一\u{2028}二").get(1), Some(&Inline::Break));
    }
}
