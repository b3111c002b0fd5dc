// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace tuilerie {

class ServerSession;

/// The log of one job: what the client said in this session, then the server's lines, fetched page by page as they come.
/// Keeps the last ten thousand lines; follows the end unless the user has scrolled up. UI thread.
class JobLogView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit JobLogView(ServerSession *servers, QWidget *parent = nullptr);

    /// `execution` may be empty. Another job empties the view.
    void setJob(const QString &key, const QString &server, const QString &execution);
    void setOwnLines(const QStringList &lines); ///< grows only, for one job
    void fetchMore();

private:
    void append(const QStringList &lines);

    ServerSession *m_servers;
    QString m_key;
    QString m_server;
    QString m_execution;
    qsizetype m_ownLines = 0;
    qint64 m_fetched = 0;
    bool m_asking = false;
};

} // namespace tuilerie
