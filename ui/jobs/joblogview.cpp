// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/joblogview.h"

#include "ui/servers/serversession.h"
#include "ui/widgets/speak.h"

#include <QFontDatabase>
#include <QScrollBar>

namespace tuilerie {

static constexpr int KeptLines = 10000;

JobLogView::JobLogView(ServerSession *servers, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_servers(servers)
{
    setObjectName(QStringLiteral("jobLog"));
    speak(this, [this] { setAccessibleName(tr("Log")); });
    setReadOnly(true);
    setTabChangesFocus(true);
    setMaximumBlockCount(KeptLines);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
}

void JobLogView::setJob(const QString &key, const QString &server, const QString &execution)
{
    if (key != m_key) {
        clear();
        m_ownLines = 0;
        m_fetched = 0;
        m_execution.clear();
    }
    if (execution != m_execution)
        m_fetched = 0;
    m_key = key;
    m_server = server;
    m_execution = execution;
}

void JobLogView::setOwnLines(const QStringList &lines)
{
    if (lines.size() > m_ownLines)
        append(lines.mid(m_ownLines));
    m_ownLines = lines.size();
}

void JobLogView::append(const QStringList &lines)
{
    QScrollBar *bar = verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 1;
    const int before = bar->value();
    appendPlainText(lines.join(QLatin1Char('\n')));
    bar->setValue(atEnd ? bar->maximum() : before);
}

void JobLogView::fetchMore()
{
    if (m_execution.isEmpty() || m_asking || !isVisible())
        return;
    m_asking = true;
    m_servers->withClient(m_server, this, [this](const Result<std::shared_ptr<AsyncClient>> &client) {
        if (!client) {
            m_asking = false;
            return;
        }
        const auto work = [execution = m_execution, first = m_fetched](
                              EntrepotClient &entrepot) { return entrepot.executionLogs(execution, first); };
        (*client)->run(work).then(this, [this, key = m_key, execution = m_execution](const Result<QStringList> &lines) {
            m_asking = false;
            if (!lines || lines->isEmpty() || key != m_key || execution != m_execution)
                return;
            m_fetched += lines->size();
            append(*lines);
        });
    });
}

} // namespace tuilerie
