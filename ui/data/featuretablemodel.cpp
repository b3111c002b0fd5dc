// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/featuretablemodel.h"

#include "ui/widgets/theme.h"

#include <QDate>
#include <QDateTime>
#include <QLocale>
#include <algorithm>

namespace tuilerie {

namespace {

constexpr int pageRows = 200;
constexpr int pagesKept = 200;

QString textOf(const QVariant &value)
{
    switch (value.userType()) {
    case QMetaType::Double: return QLocale().toString(value.toDouble(), 'g', 15);
    case QMetaType::Int:
    case QMetaType::LongLong: return QString::number(value.toLongLong()); // codes and years: no grouping
    case QMetaType::QDate: return QLocale().toString(value.toDate(), QLocale::ShortFormat);
    case QMetaType::QDateTime: return QLocale().toString(value.toDateTime(), QLocale::ShortFormat);
    case QMetaType::QByteArray: return FeatureTableModel::tr("%n bytes", nullptr, int(value.toByteArray().size()));
    case QMetaType::QStringList: return value.toStringList().join(QStringLiteral(", "));
    default: return value.toString();
    }
}

} // namespace

FeatureTableModel::FeatureTableModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_pages(pagesKept)
    , m_reading(this, WorkPool::quick())
{
}

FeatureTableModel::~FeatureTableModel() = default;

void FeatureTableModel::setTable(const std::shared_ptr<const FeatureTable> &table)
{
    beginResetModel();
    m_table = table;
    m_filter.clear();
    m_sortColumn = -1;
    m_ids.clear();
    m_pages.clear();
    m_asked.clear();
    ++m_rows;
    endResetModel();
    read();
}

void FeatureTableModel::setFilter(const QString &expression)
{
    if (expression == m_filter)
        return;
    m_filter = expression;
    read();
}

void FeatureTableModel::sort(int column, Qt::SortOrder order)
{
    if (column == m_sortColumn && (order == m_order || column < 0))
        return;
    m_sortColumn = column;
    m_order = order;
    read();
}

void FeatureTableModel::read()
{
    m_reading.cancel();
    ++m_generation;
    if (!m_table) {
        emit stateChanged();
        return;
    }
    // The old rows stay until the first new ones are there: a table that goes blank with each key pressed is hard to use.
    auto fresh = std::make_shared<bool>(true);
    const int generation = m_generation;
    const QPointer<FeatureTableModel> self(this);
    m_reading.ask(
        [table = m_table, filter = m_filter, column = m_sortColumn, order = m_order, self, generation, fresh](
            WorkControl &control) {
            const auto batch = [&](FeatureTable::Ids ids) {
                QMetaObject::invokeMethod(
                    QCoreApplication::instance(),
                    [self, generation, fresh, ids = std::move(ids)] {
                        if (!self || self->m_generation != generation)
                            return;
                        if (std::exchange(*fresh, false)) {
                            self->beginResetModel();
                            self->m_ids.clear();
                            self->m_pages.clear();
                            self->m_asked.clear();
                            ++self->m_rows;
                            self->endResetModel();
                        }
                        self->append(ids);
                    },
                    Qt::QueuedConnection);
            };
            return table->ids(filter, column, order, batch, control);
        },
        [this](const Status &status) {
            if (!status)
                emit failed(status.error().message);
            emit stateChanged();
        });
    emit stateChanged();
}

void FeatureTableModel::append(const FeatureTable::Ids &ids)
{
    if (ids.empty())
        return;
    // A view counts its rows in int.
    const size_t room = size_t(std::numeric_limits<int>::max()) - m_ids.size();
    const size_t count = std::min(room, ids.size());
    beginInsertRows({}, int(m_ids.size()), int(m_ids.size() + count) - 1);
    m_ids.insert(m_ids.end(), ids.begin(), ids.begin() + qsizetype(count));
    endInsertRows();
    // The last page may have been read while it was shorter.
    emit stateChanged();
}

void FeatureTableModel::load(int page) const
{
    if (m_asked.contains(page))
        return;
    m_asked.insert(page);
    const size_t first = size_t(page) * pageRows;
    FeatureTable::Ids ids(
        m_ids.begin() + qsizetype(first), m_ids.begin() + qsizetype(std::min(m_ids.size(), first + pageRows)));
    auto *self = const_cast<FeatureTableModel *>(this);
    runInBackground(
        WorkPool::quick(), self, [table = m_table, ids] { return table->rows(ids); },
        [self, page, version = m_rows](Result<Page> rows) {
            if (self->m_rows != version)
                return;
            self->m_asked.remove(page);
            if (!rows) {
                emit self->failed(rows.error().message);
                return;
            }
            const int begin = page * pageRows, end = std::min(self->rowCount(), begin + pageRows) - 1;
            self->m_pages.insert(page, new Page(std::move(*rows)));
            if (end >= begin)
                emit self->dataChanged(self->index(begin, 0), self->index(end, self->columnCount() - 1));
        });
}

bool FeatureTableModel::isLoaded(int row) const
{
    const Page *page = m_pages.object(row / pageRows);
    if (page && size_t(row % pageRows) < page->size())
        return true;
    load(row / pageRows);
    return false;
}

qint64 FeatureTableModel::featureAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_ids[size_t(row)] : -1;
}

int FeatureTableModel::rowOf(qint64 feature) const
{
    const auto found = std::find(m_ids.begin(), m_ids.end(), feature);
    return found == m_ids.end() ? -1 : int(found - m_ids.begin());
}

int FeatureTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int FeatureTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_table ? 0 : int(m_table->fields().size());
}

QVariant FeatureTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(m_table->fields()[size_t(index.column())].isNumber ? Qt::AlignRight | Qt::AlignVCenter
                                                                      : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ForegroundRole && role != Qt::ToolTipRole)
        return {};
    const Page *page = m_pages.object(index.row() / pageRows);
    const size_t row = size_t(index.row() % pageRows);
    if (!page || row >= page->size()) {
        load(index.row() / pageRows);
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("…")) : QVariant();
    }
    const std::vector<QVariant> &values = (*page)[row];
    const QVariant value = size_t(index.column()) < values.size() ? values[size_t(index.column())] : QVariant();
    if (role == Qt::ForegroundRole)
        return value.isNull() ? QVariant(Theme::color(ThemeColor::Muted)) : QVariant();
    return value.isNull() ? QStringLiteral("NULL") : textOf(value);
}

QVariant FeatureTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    if (!m_table || section >= columnCount())
        return {};
    const VectorField &field = m_table->fields()[size_t(section)];
    if (role == Qt::DisplayRole)
        return field.name;
    if (role == Qt::ToolTipRole)
        return QStringLiteral("%1 (%2)").arg(field.name, field.type);
    return {};
}

} // namespace tuilerie
