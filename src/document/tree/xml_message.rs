//! The XML reader's messages in Chinese.

use roxmltree::Error;

/// What is wrong with the XML; the place is told beside it.
pub(super) fn words(found: &Error) -> String {
    match found {
        Error::UnexpectedCloseTag(open, close, _) => {
            format!("<{open}> 没有结束，就到了 </{close}>")
        }
        Error::UnknownNamespace(name, _) => format!("没有命名空间 {name}"),
        Error::DuplicatedNamespace(name, _) => format!("命名空间 {name} 写了两次"),
        Error::UnknownEntityReference(name, _) => format!("没有实体 &{name};"),
        Error::DuplicatedAttribute(name, _) => format!("属性 {name} 写了两次"),
        Error::NonXmlChar(c, _) => format!("含有 XML 不允许的字符 U+{:04X}", u32::from(*c)),
        Error::InvalidChar(expected, actual, _) => {
            let (expected, actual) = (char::from(*expected), char::from(*actual));
            format!("此处是“{actual}”，应为“{expected}”")
        }
        Error::InvalidChar2(_, actual, _) => format!("此处不能是“{}”", char::from(*actual)),
        Error::InvalidString(expected, _) => format!("此处应为“{expected}”"),
        other => fixed(other).to_owned(),
    }
}

fn fixed(found: &Error) -> &'static str {
    match found {
        Error::UnexpectedEntityCloseTag(_) => "多了一个结束标签",
        Error::MalformedEntityReference(_) => "& 之后不是实体（文字中的 & 应写作 &amp;）",
        Error::EntityReferenceLoop(_) => "实体相互引用没有止境",
        Error::InvalidAttributeValue(_) => "属性的值里有 <（应写作 &lt;）",
        Error::NoRootNode => "没有任何元素",
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream => "到末尾还有标签没有结束",
        Error::UnexpectedDeclaration(_) => "XML 声明只能在开头",
        Error::DtdDetected => "不允许 DTD",
        Error::InvalidName(_) => "标签或属性的名称有误",
        Error::InvalidComment(_) => "注释里不能有 --",
        Error::InvalidCharacterData(_) => "文字里不能有 ]]>",
        Error::NodesLimitReached
        | Error::AttributesLimitReached
        | Error::NamespacesLimitReached => "元素或属性太多",
        _ => "不合 XML 的写法",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_xml_is_said_in_chinese() {
        for (text, want) in [
            ("", "没有任何元素"),
            ("<p>", "到末尾还有标签没有结束"),
            ("<p></b>", "<p> 没有结束，就到了 </b>"),
            ("<p>&foo;</p>", "没有实体 &foo;"),
            ("<p>&</p>", "& 之后不是实体（文字中的 & 应写作 &amp;）"),
            ("<p a=b></p>", "此处不能是“b”"),
            ("<p a='1' a='2'/>", "属性 a 写了两次"),
            ("<p>\u{1}</p>", "含有 XML 不允许的字符 U+0001"),
            ("<!DOCTYPE p><p/>", "不允许 DTD"),
            ("<p><!-- -- --></p>", "注释里不能有 --"),
            ("<x:p/>", "没有命名空间 x"),
        ] {
            let found = roxmltree::Document::parse(text).unwrap_err();
            assert_eq!(words(&found), want, "{text}");
        }
    }
}
