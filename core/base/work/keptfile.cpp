// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/keptfile.h"

#include "base/atomicfile.h"
#include "base/work/workpool.h"

#include <QCoreApplication>
#include <QFile>
#include <QPointer>
#include <future>

namespace tuilerie {

namespace {

/// On the main thread, if there is one that still lives.
void post(std::function<void()> call)
{
    if (QCoreApplication *application = QCoreApplication::instance())
        QMetaObject::invokeMethod(application, std::move(call), Qt::QueuedConnection);
}

} // namespace

KeptFile::KeptFile(QString path, int afterMs, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(afterMs);
    connect(&m_timer, &QTimer::timeout, this, &KeptFile::write);
}

KeptFile::~KeptFile()
{
    (void)flush();
}

void KeptFile::keep(Content content)
{
    m_content = std::move(content);
    ++m_version;
    // A change every moment must not put it off for ever.
    if (!m_timer.isActive())
        m_timer.start();
}

void KeptFile::write()
{
    m_timer.stop();
    if (!m_content)
        return;
    WorkPool::writer().start(
        [path = m_path, content = *m_content, version = m_version, guard = QPointer<KeptFile>(this)] {
            const Status status = writeFileAtomically(path, content());
            post([guard, status, version] {
                if (guard)
                    guard->take(status, version);
            });
        },
        WorkPool::AtClose::Run);
}

void KeptFile::take(const Status &status, int version)
{
    if (!status) {
        emit failed(status.error());
        return;
    }
    if (version == m_version)
        m_content.reset();
    emit written();
}

Status KeptFile::flush()
{
    m_timer.stop();
    std::promise<Status> done;
    WorkPool::writer().start(
        [&] { done.set_value(m_content ? writeFileAtomically(m_path, (*m_content)()) : Status()); }, WorkPool::AtClose::Run);
    // The writer takes things in their order, so that whatever was handed to it before is done as well.
    Status status = done.get_future().get();
    if (status)
        m_content.reset();
    return status;
}

void KeptFile::remove()
{
    m_timer.stop();
    m_content.reset();
    ++m_version;
    WorkPool::writer().start([path = m_path] { QFile::remove(path); }, WorkPool::AtClose::Run);
}

void writeLater(const QString &path, const QByteArray &content, std::function<void(const Error &)> failed)
{
    WorkPool::writer().start(
        [path, content, failed = std::move(failed)] {
            const Status status = writeFileAtomically(path, content);
            if (!status && failed)
                post([failed, error = status.error()] { failed(error); });
        },
        WorkPool::AtClose::Run);
}

} // namespace tuilerie
