// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/dataset.h"

namespace tuilerie {

DataSet::DataSet(QObject *parent)
    : QObject(parent)
    , m_opening(this)
{
}

DataSet::~DataSet() = default;

void DataSet::open(const QStringList &paths, const QString &assignCrs)
{
    if (paths == m_paths && assignCrs == m_assignCrs && m_state != State::Failed)
        return;
    m_paths = paths;
    m_assignCrs = assignCrs;
    m_source.reset();
    m_error = {};
    m_bytes = 0;
    m_problems = 0;
    if (paths.isEmpty()) {
        m_opening.cancel();
        m_kind = SourceKind::Unknown;
        m_state = State::Empty;
        emit changed();
        return;
    }
    m_state = State::Opening;
    m_opening.ask(
        [paths, assignCrs](WorkControl &control) {
            return Opened{sourceKind(paths), RasterSource::open(paths, {assignCrs, true}, control)};
        },
        [this](Opened opened) { take(std::move(opened)); }, [this](const Progress &progress) { emit progressed(progress); });
    emit changed();
}

void DataSet::take(Opened opened)
{
    m_kind = opened.kind;
    if (opened.source) {
        m_source = std::move(*opened.source);
        m_state = State::Ready;
        for (const RasterTile &tile : m_source->tiles()) {
            m_bytes += tile.size;
            m_problems += tile.problem.isEmpty() ? 0 : 1;
        }
    } else {
        m_error = opened.source.error();
        m_state = State::Failed;
    }
    emit changed();
}

} // namespace tuilerie
