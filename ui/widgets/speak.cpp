// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/speak.h"

#include <QAbstractItemModel>
#include <QEvent>

namespace tuilerie {

namespace {

/// Before the object itself and its children hear of it: what is said may replace children.
class Speaker final : public QObject
{
public:
    Speaker(QObject *object, std::function<void()> say)
        : QObject(object)
        , m_say(std::move(say))
    {
        object->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == parent() && event->type() == QEvent::LanguageChange)
            m_say();
        return false;
    }

private:
    std::function<void()> m_say;
};

void cellsChanged(QAbstractItemModel *model, const QModelIndex &parent)
{
    const int rows = model->rowCount(parent), columns = model->columnCount(parent);
    if (rows == 0 || columns == 0)
        return;
    emit model->dataChanged(model->index(0, 0, parent), model->index(rows - 1, columns - 1, parent));
    for (int row = 0; row < rows; ++row)
        cellsChanged(model, model->index(row, 0, parent));
}

} // namespace

void speak(QObject *object, std::function<void()> say)
{
    say();
    new Speaker(object, std::move(say));
}

void askAgain(QAbstractItemModel *model)
{
    if (const int columns = model->columnCount(); columns > 0)
        emit model->headerDataChanged(Qt::Horizontal, 0, columns - 1);
    cellsChanged(model, {});
}

} // namespace tuilerie
