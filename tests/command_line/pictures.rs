//! `dossier graph` as a picture.

use crate::{Team, printed};

/// Two agents that name each other, with names and texts that mean something to a page.
fn pair() -> Team {
    let lead = "---\nname: lead\ndescription: 'Leads \"</script><script>alert(1)</script>'\nmodel: opus\n\
        tools: Read, Bash\nskills: ['gone\"&<b>']\n---\nHand the rest to the writer agent.\n";
    let writer = "---\nname: writer\ndescription: Writes.\n---\nAsk the lead agent.\n";
    Team::new(&[("lead.md", lead), ("writer.md", writer)])
}

fn graph(team: &Team, format: &str) -> String {
    let output = team.command(&["graph", "--format", format]).output();
    printed(&output.expect("the program starts"))
}

#[test]
fn mermaid_has_a_node_for_each_and_a_line_for_each_link() {
    let drawn = graph(&pair(), "mermaid");
    for line in [
        "flowchart LR",
        "  n0([\"lead\"]):::agent",
        "  n2[\"gone#34;#38;#60;b#62;\"]:::missing",
        "  n0 -.-> n1",
        "  n0 --> n2",
        "  n1 -.-> n0",
    ] {
        assert!(drawn.lines().any(|it| it == line), "{line} in {drawn}");
    }
}

#[test]
fn mermaid_shows_plugins_alone_where_links_are_more_than_it_takes() {
    let team = Team::new(&[]);
    let plugins = [("one", 0..12), ("two", 12..18)];
    // Each delegates to all others, and one to nobody's.
    let all: String = (0..18)
        .map(|at| format!("Delegate to the worker-{at} agent.\n\n"))
        .collect();
    for (plugin, workers) in plugins {
        let folder = team.0.path().join("plugins").join(plugin);
        std::fs::create_dir_all(folder.join(".claude-plugin")).expect("a plugin");
        std::fs::create_dir_all(folder.join("agents")).expect("a folder of agents");
        let manifest = format!("{{\"name\": \"{plugin}\"}}");
        std::fs::write(folder.join(".claude-plugin/plugin.json"), manifest).expect("a manifest");
        for at in workers {
            let skills = if at == 0 { "skills: [gone]\n" } else { "" };
            let text = format!("---\nname: worker-{at}\ndescription: Works.\n{skills}---\n{all}");
            std::fs::write(folder.join(format!("agents/worker-{at}.md")), text).expect("an agent");
        }
    }
    let drawn = graph(&team, "mermaid");
    let lines: Vec<&str> = drawn.lines().take(7).collect();
    assert_eq!(
        lines,
        [
            "flowchart LR",
            "  g0[\"one (12)\"]:::other",
            "  g1[\"two (6)\"]:::other",
            "  g2[\"named, but not there (1)\"]:::missing",
            "  g0 -->|72| g1",
            "  g1 -->|72| g0",
            "  g0 -->|1| g2",
        ],
        "{drawn}"
    );
    assert!(!drawn.contains("worker-"), "{drawn}");
}

#[test]
fn graphviz_gets_quotes_as_it_wants_them() {
    let drawn = graph(&pair(), "dot");
    assert!(drawn.starts_with("digraph team {"), "{drawn}");
    assert!(drawn.contains("label=\"gone\\\"&<b>\""), "{drawn}");
    assert!(drawn.contains("  n0 -> n1"), "{drawn}");
}

#[test]
fn an_image_is_all_of_one_piece() {
    let drawn = graph(&pair(), "svg");
    assert!(drawn.starts_with("<svg xmlns="), "{drawn}");
    assert!(drawn.contains("gone&quot;&amp;&lt;b&gt;"), "{drawn}");
    assert!(drawn.contains("href=\"#runs\""), "{drawn}");
    assert!(drawn.contains("lead → writer → lead"), "{drawn}");
    for outside in ["http", "url("] {
        let ours = ["http://www.w3.org/2000/svg", "url(#"];
        for (at, _) in drawn.match_indices(outside) {
            assert!(
                ours.iter().any(|it| drawn[at..].starts_with(it)),
                "{}",
                &drawn[at..]
            );
        }
    }
}

#[test]
fn a_page_runs_its_own_script_only() {
    let page = graph(&pair(), "html");
    assert!(
        page.contains("default-src 'none'; style-src 'sha256-"),
        "{page}"
    );
    assert_eq!(
        page.matches("<script").count(),
        2,
        "its data and its script"
    );
    assert!(!page.contains("<b>"), "{page}");
    assert!(
        page.contains("\"said\":[\"Hand the rest to the \",\"writer\",\" agent.\"]"),
        "{page}"
    );
}

#[test]
fn an_empty_folder_has_a_picture_too() {
    let team = Team::new(&[]);
    for format in ["html", "svg", "mermaid", "dot"] {
        assert!(!graph(&team, format).is_empty(), "{format}");
    }
}
