//! Writes a file whole or not at all: into a temporary file beside it, then renamed over it.

use std::io::{BufWriter, Write};
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};

/// Writes a file through `fill`; where anything fails, what stood at `path` before stands there still.
pub fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Diagnostic> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let attempt = || -> std::io::Result<()> {
        let file = tempfile::Builder::new().prefix(".recoupe-").tempfile_in(folder)?;
        let mut writer = BufWriter::with_capacity(1 << 16, file);
        fill(&mut writer)?;
        let file = writer.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        readable_by_others(file.as_file());
        file.persist(path).map_err(|e| e.error)?;
        Ok(())
    };
    attempt().map_err(|e| failure(path, &e))
}

/// Temporary files are private; a result has the rights of any new file.
#[cfg(unix)]
fn readable_by_others(file: &std::fs::File) {
    use std::os::unix::fs::PermissionsExt as _;
    // A file system without rights has nothing to set.
    let _ = file.set_permissions(std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn readable_by_others(_: &std::fs::File) {}

/// What the system said about a file that could not be written.
pub fn failure(path: &Path, error: &std::io::Error) -> Diagnostic {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded => Diagnostic::of_file(Code::DiskFull, path),
        PermissionDenied | ReadOnlyFilesystem => Diagnostic::of_file(Code::ExportForbidden, path),
        _ => Diagnostic::of_file(Code::ExportFailed, path).with("reason", error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_the_old_file_where_writing_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        write(&path, |w| w.write_all(b"old")).unwrap();
        let error = write(&path, |w| {
            w.write_all(b"half")?;
            Err(std::io::Error::from(std::io::ErrorKind::StorageFull))
        });
        assert_eq!(error.unwrap_err().code, Code::DiskFull);
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
