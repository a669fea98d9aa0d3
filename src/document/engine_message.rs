//! The template engine's messages in Chinese.

/// English with `*` for what varies, and the Chinese with `{}` for each of these in turn.
const MESSAGES: &[(&str, &str)] = &[
    ("Unexpected end of input", "模板到此中断：有标签没有闭合"),
    ("Unknown function `*`", "没有函数 {}"),
    ("Unknown filter `*`", "没有过滤器 {}"),
    ("Unknown test `*`", "没有判断 {}"),
    ("Unknown component `*`", "没有组件 {}"),
    ("Unknown template `*`", "没有模板 {}"),
    ("Unknown tag", "没有这种标签"),
    (
        "Variable `*` is not defined*",
        "没有变量 {}：数据一律用 field(name=\"…\") 取",
    ),
    (
        "Field `*` is not defined*",
        "没有列 {}：先在 columns 或 optional 中列出",
    ),
    ("Missing keyword argument `*`", "缺少参数 {}"),
    (
        "Invalid type for the value, expected `*` but got `*`",
        "参数类型应为 {}，现为 {}",
    ),
    ("Value `*` is out of range for `*`", "数值 {} 超出范围"),
    (
        "Found * but was expecting `elif`, `else` or `endif`.",
        "此处是 {}，应为 elif、else 或者 endif",
    ),
    (
        "Found * but expected one of: *",
        "此处是 {}，应为下列之一：{}",
    ),
    ("Found * but expected *", "此处是 {}，应为 {}"),
    ("Expected * but found *", "此处应为 {}，现为 {}"),
    (
        "* was named `*` in the opening tag, found `*` as name in the end tag",
        "{} 开始处名为 {}，结束处写成了 {}",
    ),
    (
        "Closing tag '*' doesn't match opening tag '*'",
        "结束标签 {} 与开始标签 {} 不对应",
    ),
    ("Unclosed component '*'", "组件 {} 没有闭合"),
    (
        "Component `*` is defined in both `*` and `*`",
        "组件 {} 在 {} 和 {} 中重复定义",
    ),
    (
        "* is a reserved keyword of Tera, *",
        "{} 是保留字，不能用作名称",
    ),
    (
        "Tried to render a variable that is undefined",
        "此处的变量没有值",
    ),
    ("Iteration not possible on type `*`", "不能对 {} 循环"),
    (
        "Math operations can only be done on numbers, found `*`",
        "只有数字可以运算，此处是 {}",
    ),
    ("The template nesting is too deep", "嵌套过深"),
    ("The expression is too complex", "表达式过于复杂"),
    (
        "Maximum render recursion depth for components exceeded.",
        "组件相互引用没有止境",
    ),
    (
        "Circular include detected for template '*'. Include chain: `*`",
        "模板 {} 的引用成环：{}",
    ),
    (
        "Circular extend detected for template '*'. Inheritance chain: `*`",
        "模板 {} 的继承成环：{}",
    ),
    (
        "Template '*' is inheriting from '*', which doesn't exist or isn't loaded.",
        "模板 {} 所继承的 {} 不存在",
    ),
    ("Cannot divide by 0", "不能除以 0"),
    ("Slicing step cannot be 0", "截取的步长不能是 0"),
    (
        "Slice * must be an integer, got `*`",
        "截取的 {} 应为整数，现为 {}",
    ),
    ("Tried to escape an undefined value", "此处的变量没有值"),
    (
        "Variable `*` exists but its value is undefined",
        "变量 {} 没有值",
    ),
    ("Argument `*` missing.", "缺少参数 {}"),
    ("Argument `* missing.", "缺少参数 {}"),
    ("Cannot compare `*` with `*`", "{} 与 {} 不能比较"),
    ("Unable to perform *", "不能运算：{}"),
    (
        "Block `*` is not defined in any parent template",
        "所继承的模板中没有块 {}",
    ),
    ("Blocks cannot be written inside a *.", "块不能写在 {} 里"),
    (
        "Template already contains a block named `*`",
        "块 {} 写了两次",
    ),
    (
        "Template already contains a component named `*`",
        "组件 {} 写了两次",
    ),
    ("Template is already extending `*`", "已经继承了 {}"),
    (
        "Component argument `*` is defined more than once",
        "组件的参数 {} 写了两次",
    ),
    (
        "Keyword argument `*` is defined more than once",
        "参数 {} 写了两次",
    ),
    ("`*` cannot be used inside a *", "{} 不能写在 {} 里"),
    ("`*` is not allowed after `~`", "~ 之后不能是 {}"),
    ("* can only be used in a for loop", "{} 只能用在循环里"),
];

/// What the engine calls the pieces of a template.
const PIECES: &[(&str, &str)] = &[
    ("end of input", "末尾"),
    ("raw content", "文字"),
    ("content", "文字"),
    ("comment", "注释"),
    ("identifier", "名称"),
    ("ident", "名称"),
    ("string", "字符串"),
    ("integer", "整数"),
    ("float", "小数"),
    ("bool", "是否"),
    ("attribute name", "属性名"),
    ("component definition", "组件"),
    ("component body", "组件"),
    ("component", "组件"),
    ("filter section", "过滤段"),
    ("for loop", "循环"),
    ("if statement", "条件"),
];

/// A piece, or several, in Chinese; a name or a sign is what the template itself says.
fn pieces(varying: &str) -> String {
    let varying = varying.trim_end_matches('.').replace(" or ", ", ");
    let parts = varying.split(", ").map(|part| {
        let known = PIECES.iter().find(|(english, _)| *english == part);
        known.map_or(part, |(_, chinese)| chinese)
    });
    parts.collect::<Vec<_>>().join("、")
}

/// The message in Chinese; of an unknown one only that there is one.
pub(super) fn translate(message: &str) -> String {
    let message = message.trim();
    let found = MESSAGES.iter().find_map(|(pattern, chinese)| {
        let varying = captures(pattern, message)?;
        Some(filled(chinese, &varying))
    });
    match found {
        Some(chinese) => chinese,
        None if message.is_ascii() => "模板引擎不懂这里的写法".to_owned(),
        None => message.to_owned(),
    }
}

/// What stands in the place of each `*`, where the message has that shape.
fn captures<'m>(pattern: &str, message: &'m str) -> Option<Vec<&'m str>> {
    let mut parts = pattern.split('*');
    let mut rest = message.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let end = match (part.is_empty(), parts.peek()) {
            (true, None) => rest.len(),
            (false, None) => rest.strip_suffix(part)?.len(),
            _ => rest.find(part)?,
        };
        found.push(rest.get(..end)?);
        rest = rest.get(end + part.len()..)?;
    }
    rest.is_empty().then_some(found)
}

fn filled(chinese: &str, varying: &[&str]) -> String {
    let mut varying = varying.iter();
    let mut text = String::new();
    for (index, part) in chinese.split("{}").enumerate() {
        if index > 0 {
            text += &pieces(varying.next().copied().unwrap_or_default());
        }
        text += part;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_keep_what_varies() {
        for (english, want) in [
            ("Unknown function `filed`", "没有函数 filed"),
            ("Unexpected end of input", "模板到此中断：有标签没有闭合"),
            (
                "Variable `x` is not defined. Available variables: a",
                "没有变量 x：数据一律用 field(name=\"…\") 取",
            ),
            ("Found `%}` but expected `=`", "此处是 `%}`，应为 `=`"),
            (
                "Found `%}` but expected one of: integer, ident, `-`, `not` or `(`",
                "此处是 `%}`，应为下列之一：整数、名称、`-`、`not`、`(`",
            ),
            ("Something new", "模板引擎不懂这里的写法"),
            ("hand 为“x”", "hand 为“x”"),
        ] {
            assert_eq!(translate(english), want);
        }
    }
}
