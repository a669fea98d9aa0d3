//! The two ways in which a PDF writes bytes as text.

/// The bytes of a stream in the ASCII85 way, up to its end or what does not belong.
pub(super) fn base85(text: &[u8]) -> Vec<u8> {
    let text = text.trim_ascii_start();
    let text = text.strip_prefix(b"<~").unwrap_or(text);
    let (mut bytes, mut group) = (Vec::new(), Vec::with_capacity(5));
    for &byte in text {
        match byte {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ if byte.is_ascii_whitespace() => {}
            _ => break,
        }
        if group.len() == 5 {
            bytes.extend(word(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        bytes.extend(word(&group).into_iter().take(kept));
    }
    bytes
}

fn word(group: &[u8]) -> [u8; 4] {
    let whole = group.iter().fold(0_u32, |sum, digit| {
        sum.wrapping_mul(85).wrapping_add(u32::from(*digit))
    });
    whole.to_be_bytes()
}

/// The bytes of a stream in hexadecimal digits.
pub(super) fn base16(text: &[u8]) -> Vec<u8> {
    let digits = text.iter().take_while(|byte| **byte != b'>');
    let digits = digits.filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    let pairs = digits.chunks(2);
    let byte = |pair: &[u8]| match pair {
        [high, low] => high * 16 + low,
        [high] => high * 16,
        _ => 0,
    };
    pairs.map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_as_text_is_read_back() {
        for (text, want) in [
            ("87cURDZ~>", "Hello"),
            ("<~87cUR\n DZ~>", "Hello"),
            ("z87cURDZ", "\0\0\0\0Hello"),
            ("", ""),
            ("!", ""),
        ] {
            assert_eq!(base85(text.as_bytes()), want.as_bytes(), "{text}");
        }
        for (text, want) in [("48 656C6c 6f>00", "Hello"), ("5", "P"), ("", "")] {
            assert_eq!(base16(text.as_bytes()), want.as_bytes(), "{text}");
        }
    }
}
