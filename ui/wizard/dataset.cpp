// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/dataset.h"

#include "ui/wizard/gridchoice.h"

namespace tuilerie {

/// What is looked at, and what the panels will ask about its place.
static Result<DataLook> lookAt(const QStringList &paths, const QString &assignCrs, WorkControl &control)
{
    TUILERIE_TRY(seen, lookAtDataInBox(paths, PublishKind::Automatic, assignCrs, control));
    if (seen.kind == PublishKind::RasterPyramid || seen.kind == PublishKind::VectorPyramid)
        return fail(ErrorCode::Unsupported,
            DataSet::tr("%1 is a pyramid already: there is nothing to choose. Publish it with tuilerie-cli publish.")
                .arg(paths.front()));
    makeGridsReady(seen.crs.isEmpty() ? assignCrs : seen.crs, control);
    return seen;
}

DataSet::DataSet(QObject *parent)
    : QObject(parent)
    , m_looking(this, WorkPool::quick())
{
}

DataSet::~DataSet() = default;

void DataSet::open(const QStringList &paths, const QString &assignCrs)
{
    if (paths == m_paths && assignCrs == m_assignCrs && m_state != State::Failed)
        return;
    m_paths = paths;
    m_assignCrs = assignCrs;
    m_seen = {};
    m_error = {};
    if (paths.isEmpty()) {
        m_looking.cancel();
        m_state = State::Empty;
        emit changed();
        return;
    }
    m_state = State::Opening;
    m_looking.ask([paths, assignCrs](WorkControl &control) { return lookAt(paths, assignCrs, control); },
        [this](Result<DataLook> seen) { take(std::move(seen)); },
        [this](const Progress &progress) { emit progressed(progress); });
    emit changed();
}

PublishRequest::Look DataSet::look() const
{
    return isReady() ? PublishRequest::Look{m_seen.kind, m_seen.isFolder} : PublishRequest::Look();
}

SourceKind DataSet::kind() const
{
    switch (m_seen.kind) {
    case PublishKind::Automatic: return SourceKind::Unknown;
    case PublishKind::Copc:
    case PublishKind::Ept:
    case PublishKind::Vpc: return SourceKind::PointCloud;
    default: return sourceKindOf(m_seen.kind);
    }
}

QString DataSet::crs() const
{
    return m_seen.crs.isEmpty() ? m_assignCrs : m_seen.crs;
}

void DataSet::take(Result<DataLook> seen)
{
    if (seen) {
        m_seen = std::move(*seen);
        m_state = State::Ready;
    } else {
        m_error = seen.error();
        m_state = State::Failed;
    }
    emit changed();
}

} // namespace tuilerie
