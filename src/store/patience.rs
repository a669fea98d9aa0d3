//! How long a writer waits for its turn: one setting of the whole process, since every function
//! that writes waits alike. A library waits not at all; the command line says otherwise, once.

use std::sync::OnceLock;
use std::time::Duration;

/// How a writer waits while another one holds what it needs.
#[derive(Debug, Clone, Default)]
pub struct Patience {
    /// How long; nothing: not at all.
    pub limit: Duration,
    /// What this process is doing, as those who wait for it are told: `anjuan doc issue`.
    pub command: String,
    /// Who is told, once, that the wait is getting long; gets a sentence.
    pub notice: Option<fn(&str)>,
}

static CHOSEN: OnceLock<Patience> = OnceLock::new();
static NONE: Patience = Patience {
    limit: Duration::ZERO,
    command: String::new(),
    notice: None,
};

/// Sets how every writer of this process waits; the first call counts.
pub fn set_patience(patience: Patience) {
    let _ = CHOSEN.set(patience);
}

pub(super) fn patience() -> &'static Patience {
    CHOSEN.get().unwrap_or(&NONE)
}
