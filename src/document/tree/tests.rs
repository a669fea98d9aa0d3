use proptest::prelude::*;

use super::*;

fn plain(text: &str) -> Inline {
    Inline::Text {
        text: text.to_owned(),
        strong: false,
        underline: false,
    }
}

#[test]
fn blocks_and_lines_are_read() {
    let document = parse(
        "<body class=\"record\"><!-- 注 --><h1>局<br/>书</h1><p>甲<strong>乙<u>丙</u></strong>\n  丁</p>\
         <p class=\"right\"><blank n=\"3\"/></p><sign role=\"当事人\" date=\"yes\"/><seal>局</seal><pagebreak/></body>",
    )
    .unwrap();
    assert_eq!(document.look, Look::Record);
    let [heading, paragraph, right, sign, seal, Block::PageBreak] = &*document.blocks else {
        panic!("{:?}", document.blocks)
    };
    let title = vec![plain("局"), Inline::Break, plain("书")];
    assert_eq!(
        *heading,
        Block::Heading {
            level: 1,
            content: title
        }
    );
    let Block::Paragraph(paragraph) = paragraph else {
        panic!("{paragraph:?}")
    };
    assert!(paragraph.indent);
    let styled = |text: &str, underline| Inline::Text {
        text: text.to_owned(),
        strong: true,
        underline,
    };
    let want = [
        plain("甲"),
        styled("乙", false),
        styled("丙", true),
        plain("丁"),
    ];
    assert_eq!(paragraph.content, want);
    let Block::Paragraph(right) = right else {
        panic!("{right:?}")
    };
    assert_eq!(
        (right.align, &*right.content),
        (Align::End, &[Inline::Blank(3)][..])
    );
    let role = "当事人".to_owned();
    assert_eq!(*sign, Block::Sign { role, date: true });
    assert_eq!(*seal, Block::Seal(vec![plain("局")]));
}

#[test]
fn spans_place_cells_on_the_grid() {
    let document = parse(
        "<body><table><thead><tr><th>a</th><th>b</th><th>c</th></tr></thead>\
         <tbody><tr><td rowspan=\"2\" colspan=\"2\">d</td><td>e</td></tr><tr><td>f<p>g</p></td></tr></tbody></table></body>",
    )
    .unwrap();
    let [Block::Table(table)] = &*document.blocks else {
        panic!("{:?}", document.blocks)
    };
    assert_eq!(table.columns, [34, 33, 33]);
    assert_eq!((table.header, table.rows.len()), (1, 3));
    let last = &table.rows[2].cells[0];
    assert_eq!((last.column, last.blocks.len()), (2, 2));
    assert_eq!(
        (
            table.rows[1].cells[0].rowspan,
            table.rows[1].cells[0].colspan
        ),
        (2, 2)
    );
}

#[test]
fn what_is_not_of_the_subset_is_refused_with_its_place() {
    for (text, line, column, want) in [
        ("<body>\n <div/></body>", 2, 2, "<body> 中不能有 <div>"),
        ("<body><p><p/></p></body>", 1, 10, "<p> 中不能有 <p>"),
        ("<body>文字</body>", 1, 7, "不能直接写文字“文字”"),
        ("<html/>", 1, 1, "<文书> 中不能有 <html>，可用：body"),
        (
            "<body class=\"x\"/>",
            1,
            1,
            "class 为“x”，应为letter、record 或者 form",
        ),
        (
            "<body><p style=\"x\"/></body>",
            1,
            7,
            "<p> 没有属性 style，可用：class",
        ),
        ("<body><p class=\"big\"/></body>", 1, 7, "class 为“big”"),
        ("<body><sign/></body>", 1, 7, "<sign> 缺少属性 role"),
        (
            "<body><p><blank n=\"0\"/></p></body>",
            1,
            10,
            "n 为“0”，应为1到200的整数",
        ),
        (
            "<body><p><br>x</br></p></body>",
            1,
            14,
            "<br> 中不能直接写文字",
        ),
        ("<body><p>&nbsp;</p></body>", 1, 10, "不是合格的 XML"),
        ("<body><p></body>", 1, 10, "不是合格的 XML"),
        ("<body><table/></body>", 1, 7, "表格没有行"),
        (
            "<body><table><tr><td/></tr><tr><td/><td/></tr></table></body>",
            1,
            28,
            "表格第2行占2列，应为1列",
        ),
        (
            "<body><table><tr><td rowspan=\"2\"/></tr></table></body>",
            1,
            7,
            "向下跨2行",
        ),
        (
            "<body><table><thead><tr><th rowspan=\"2\"/></tr></thead><tr><td/></tr></table></body>",
            1,
            14,
            "超出所在部分",
        ),
        (
            "<body><table><col width=\"40%\"/><tr><td/></tr></table></body>",
            1,
            7,
            "列宽合计40%",
        ),
        (
            "<body><table><tr><td><table/></td></tr></table></body>",
            1,
            22,
            "<td> 中不能有 <table>",
        ),
        (
            "<body><table><tr><td/><td rowspan=\"2\"/></tr><tr><td colspan=\"2\"/></tr></table></body>",
            1,
            45,
            "表格第2行",
        ),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.to_string().contains(want), "{text}: {error}");
        assert_eq!(
            (error.line, error.column),
            (line, column),
            "{text}: {error}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = parse(&format!("<body>{text}</body>"));
    }

    #[test]
    fn no_arrangement_of_cells_makes_the_reader_panic(
        rows in proptest::collection::vec(proptest::collection::vec((1..4_u8, 1..4_u8), 0..4), 0..4),
    ) {
        let rows: Vec<String> = rows.iter().map(|cells| {
            let cells: Vec<String> = cells.iter()
                .map(|(columns, rows)| format!("<td colspan=\"{columns}\" rowspan=\"{rows}\"/>"))
                .collect();
            format!("<tr>{}</tr>", cells.concat())
        }).collect();
        if let Ok(document) = parse(&format!("<body><table>{}</table></body>", rows.concat())) {
            let Some(Block::Table(table)) = document.blocks.first() else {
                return Err(TestCaseError::fail("no table"));
            };
            let area: usize = table.rows.iter().flat_map(|row| &row.cells)
                .map(|cell| cell.colspan * cell.rowspan).sum();
            prop_assert_eq!(area, table.rows.len() * table.columns.len());
        }
    }
}
