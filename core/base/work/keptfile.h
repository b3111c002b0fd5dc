// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>
#include <optional>

namespace tuilerie {

/// A file of the profile that follows what somebody does: its newest content is written atomically (base/atomicfile.h) by
/// WorkPool::writer(), a moment after the last change. So a killed program has lost a moment, and the thread that owns this
/// never waits for a disk; only flush() and the end do. A content that could not be written stays, and is tried again with
/// the next one. One object a file; used on the thread that made it, which has an event loop.
class KeptFile : public QObject
{
    Q_OBJECT

public:
    /// Called on the writer's thread: what is captured must be its own.
    using Content = std::function<QByteArray()>;

    explicit KeptFile(QString path, int afterMs = 400, QObject *parent = nullptr);
    ~KeptFile() override; ///< flush()

    const QString &path() const { return m_path; }
    void keep(Content content);
    bool isWaiting() const { return m_content.has_value(); } ///< there is a content that is not known to be on the disk
    /// Hands what waits to the writer, without waiting for it.
    void write();
    /// The same and waits for it; also for a removal.
    Status flush();
    void remove();

signals:
    void written();
    void failed(const tuilerie::Error &error);

private:
    void take(const Status &status, int version);

    const QString m_path;
    std::optional<Content> m_content; ///< until it is written
    int m_version = 0;
    QTimer m_timer;
};

/// Writes one file once, atomically, on WorkPool::writer(), also while the program ends. `failed` is called on the main
/// thread when it cannot be written. Any thread; does not wait.
void writeLater(const QString &path, const QByteArray &content, std::function<void(const Error &)> failed = {});

} // namespace tuilerie
