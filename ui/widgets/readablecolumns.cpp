// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/readablecolumns.h"

#include <QEvent>
#include <QHeaderView>
#include <algorithm>

namespace tuilerie {

// Names longer than this are shortened with an ellipsis, and whole in the tool tip.
static constexpr int LongestName = 32; // average letters
static constexpr int ShortestName = 12;

namespace {

/// The sizes are what QTreeView knows and does not tell.
class Sizes : public QTreeView
{
public:
    using QTreeView::sizeHintForColumn;
    static int contents(const QTreeView &view, int column) { return (view.*&Sizes::sizeHintForColumn)(column); }
};

} // namespace

ReadableColumns::ReadableColumns(QTreeView *view, int names, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_names(names)
{
    view->header()->setStretchLastSection(false);
    view->header()->setSectionResizeMode(QHeaderView::Interactive);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    const QAbstractItemModel *model = view->model();
    connect(model, &QAbstractItemModel::dataChanged, this, &ReadableColumns::later);
    connect(model, &QAbstractItemModel::modelReset, this, &ReadableColumns::later);
    connect(model, &QAbstractItemModel::rowsInserted, this, &ReadableColumns::later);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &ReadableColumns::later);
    view->viewport()->installEventFilter(this);
    fit();
}

bool ReadableColumns::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange)
        later();
    return QObject::eventFilter(watched, event);
}

/// Once for all changes of this turn of the event loop.
void ReadableColumns::later()
{
    if (std::exchange(m_waiting, true))
        return;
    QMetaObject::invokeMethod(this, &ReadableColumns::fit, Qt::QueuedConnection);
}

void ReadableColumns::fit()
{
    m_waiting = false;
    QHeaderView *header = m_view->header();
    int others = 0;
    for (int column = 0; column < header->count(); ++column) {
        if (column == m_names || header->isSectionHidden(column))
            continue;
        const int width = std::max(Sizes::contents(*m_view, column), header->sectionSizeHint(column));
        // Numbers that get shorter for a moment must not make the columns jump.
        if (width > header->sectionSize(column) || width < header->sectionSize(column) * 2 / 3)
            header->resizeSection(column, width);
        others += header->sectionSize(column);
    }
    const int letter = m_view->fontMetrics().averageCharWidth();
    const int needed = std::clamp(std::max(Sizes::contents(*m_view, m_names), header->sectionSizeHint(m_names)),
        ShortestName * letter, LongestName * letter);
    header->resizeSection(m_names, std::max(needed, m_view->viewport()->width() - others));
}

} // namespace tuilerie
