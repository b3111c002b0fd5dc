// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgettexts.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFontComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionButton>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

namespace tuilerie::test {

namespace {

/// Parts that Qt makes inside its own widgets.
bool isInner(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    // What a menu bar had no room for once, while the window was being made.
    if (const auto *menu = qobject_cast<const QMenu *>(widget);
        menu && menu->title().isEmpty() && qobject_cast<const QMenuBar *>(parent))
        return true;
    return widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QScrollBar *>(widget)
        || qobject_cast<const QHeaderView *>(widget)
        || (parent && (qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent)))
        || (parent && parent->inherits("QComboBoxPrivateContainer"))
        || (qobject_cast<const QAbstractButton *>(widget) && parent
            && (qobject_cast<const QLineEdit *>(parent) || qobject_cast<const QTabBar *>(parent)
                || qobject_cast<const QAbstractItemView *>(parent) || parent->inherits("QDockWidget")
                || parent->inherits("QToolBar")));
}

void addCells(QStringList &out, const QString &place, const QAbstractItemModel &model, const QModelIndex &parent)
{
    for (int row = 0; row < std::min(model.rowCount(parent), 40); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex index = model.index(row, column, parent);
            out << place + QStringLiteral(" cell: ") + index.data(Qt::DisplayRole).toString();
        }
        addCells(out, place, model, model.index(row, 0, parent));
    }
}

void addItems(QStringList &out, const QString &place, const QAbstractItemView &view)
{
    const QAbstractItemModel *model = view.model();
    const auto *tree = qobject_cast<const QTreeView *>(&view);
    if (!model || (tree && tree->isHeaderHidden() && model->rowCount() == 0))
        return;
    if (tree || qobject_cast<const QTableView *>(&view)) {
        for (int column = 0; column < model->columnCount(); ++column)
            out << place + QStringLiteral(" header: ")
                    + model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    // How long a pyramid takes is measured anew each time; what a check has found it said in the language of then; rows of a
    // table of features are read aside, and are data.
    static const QStringList no{QStringLiteral("estimateTable"), QStringLiteral("findings"), QStringLiteral("featureTable")};
    if (!no.contains(view.objectName()))
        addCells(out, place, *model, {});
}

QString withoutNumbers(QString text)
{
    static const QRegularExpression number(QStringLiteral("\\d+([\\s.,  ]\\d+)*"));
    return text.replace(number, QStringLiteral("#"));
}

} // namespace

QString placeOf(const QWidget *widget)
{
    QStringList parts;
    for (; widget; widget = widget->parentWidget()) {
        parts.prepend(QLatin1String(widget->metaObject()->className())
            + (widget->objectName().isEmpty() ? QString() : QLatin1Char('#') + widget->objectName()));
        if (widget->isWindow())
            break;
    }
    return parts.join(QLatin1Char('/'));
}

QStringList textsOf(QWidget *window)
{
    QStringList out;
    QList<QWidget *> all = window->findChildren<QWidget *>();
    all.prepend(window);
    for (QWidget *widget : std::as_const(all)) {
        const QString place = placeOf(widget);
        const auto add = [&](const char *what, const QString &text) {
            if (!text.isEmpty())
                out << place + QLatin1Char(' ') + QLatin1String(what) + QStringLiteral(": ") + withoutNumbers(text);
        };
        static const QStringList measured{QStringLiteral("estimateTotals"), QStringLiteral("summaryTotals"),
            QStringLiteral("findingDetail"), QStringLiteral("message")};
        if (isInner(widget) || measured.contains(widget->objectName()) || widget->inherits("QTipLabel"))
            continue;
        add("title", widget->isWindow() || widget->inherits("QDockWidget") ? widget->windowTitle() : QString());
        add("tool tip", widget->toolTip());
        add("name", widget->accessibleName());
        add("description", widget->accessibleDescription());
        if (const auto *label = qobject_cast<QLabel *>(widget))
            add("text", label->text());
        else if (const auto *button = qobject_cast<QAbstractButton *>(widget))
            add("text", button->text());
        else if (const auto *edit = qobject_cast<QLineEdit *>(widget))
            add("placeholder", edit->placeholderText());
        else if (const auto *group = qobject_cast<QGroupBox *>(widget))
            add("title", group->title());
        else if (const auto *spin = qobject_cast<QSpinBox *>(widget))
            add("affixes", spin->prefix() + spin->suffix() + spin->specialValueText());
        else if (const auto *real = qobject_cast<QDoubleSpinBox *>(widget))
            add("affixes", real->prefix() + real->suffix() + real->specialValueText());
        else if (const auto *plain = qobject_cast<QPlainTextEdit *>(widget))
            add("placeholder", plain->placeholderText());
        else if (const auto *view = qobject_cast<QAbstractItemView *>(widget))
            addItems(out, place, *view);
        else if (const auto *menu = qobject_cast<QMenu *>(widget))
            add("title", menu->title());
        if (const auto *combo = qobject_cast<QComboBox *>(widget); combo && !qobject_cast<QFontComboBox *>(widget)) {
            for (int i = 0; i < combo->count(); ++i)
                add("item", combo->itemText(i));
        }
        if (const auto *tabs = qobject_cast<QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                add("tab", tabs->tabText(i));
        }
        const QList<QAction *> actions = widget->actions();
        for (const QAction *action : actions) {
            add("action", action->text());
            add("status tip", action->statusTip());
        }
    }
    return out;
}

QList<std::pair<QString, QString>> mnemonicsOf(QWidget *window)
{
    QList<std::pair<QString, QString>> found;
    const auto add = [&found](const QString &text) {
        if (const QKeySequence key = QKeySequence::mnemonic(text); !key.isEmpty())
            found.append({key.toString(), text});
    };
    if (const auto *menu = qobject_cast<QMenu *>(window)) {
        const QList<QAction *> actions = menu->actions();
        for (const QAction *action : actions)
            add(action->text());
        return found;
    }
    const QList<QWidget *> all = window->findChildren<QWidget *>();
    for (QWidget *widget : all) {
        if (widget->window() != window || !widget->isVisibleTo(window) || isInner(widget))
            continue;
        if (const auto *bar = qobject_cast<QMenuBar *>(widget)) {
            const QList<QAction *> actions = bar->actions();
            for (const QAction *action : actions)
                add(action->text());
        } else if (const auto *label = qobject_cast<QLabel *>(widget); label && label->buddy()) {
            add(label->text());
        } else if (const auto *button = qobject_cast<QAbstractButton *>(widget)) {
            add(button->text());
        } else if (const auto *group = qobject_cast<QGroupBox *>(widget)) {
            add(group->title());
        } else if (const auto *tabs = qobject_cast<QTabBar *>(widget)) {
            for (int i = 0; i < tabs->count(); ++i)
                add(tabs->tabText(i));
        }
    }
    return found;
}

QStringList cutTexts(QWidget *part)
{
    QStringList cut;
    QList<QWidget *> all = part->findChildren<QWidget *>();
    all.prepend(part);
    for (QWidget *widget : std::as_const(all)) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty() || isInner(widget)
            || widget->window() != part->window())
            continue;
        // These show as much as there is room for, and the rest in a tool tip.
        if (widget->objectName() == QLatin1String("message") || widget->objectName() == QLatin1String("coordinates"))
            continue;
        const auto complain = [&](const QString &text, const QSize &needed) {
            cut << QStringLiteral("%1 “%2” needs %3 × %4 of %5 × %6")
                       .arg(placeOf(widget), text)
                       .arg(needed.width())
                       .arg(needed.height())
                       .arg(widget->width())
                       .arg(widget->height());
        };
        if (const auto *label = qobject_cast<QLabel *>(widget); label && !label->text().isEmpty()) {
            const QSize needed = label->wordWrap() ? QSize(0, label->heightForWidth(label->width())) : label->sizeHint();
            if (needed.width() > label->width() || needed.height() > label->height())
                complain(label->text(), needed);
        } else if (const auto *button = qobject_cast<QAbstractButton *>(widget); button && !button->text().isEmpty()) {
            if (button->minimumSizeHint().width() > button->width() || button->minimumSizeHint().height() > button->height())
                complain(button->text(), button->minimumSizeHint());
        } else if (const auto *tabs = qobject_cast<QTabBar *>(widget); tabs && tabs->count() > 0) {
            if (tabs->tabRect(tabs->count() - 1).right() > tabs->width())
                complain(tabs->tabText(tabs->count() - 1), tabs->tabRect(tabs->count() - 1).size());
            for (int i = 0; i < tabs->count(); ++i) {
                const int text = tabs->fontMetrics().horizontalAdvance(tabs->tabText(i));
                if (text > tabs->tabRect(i).width())
                    complain(tabs->tabText(i), QSize(text, 0));
            }
        }
    }
    return cut;
}

QStringList namelessWidgets(QWidget *part)
{
    QStringList nameless;
    QList<QWidget *> all = part->findChildren<QWidget *>();
    for (QWidget *widget : std::as_const(all)) {
        // QMainWindow makes the bars of its docks' tabs, which name themselves.
        if (isInner(widget) || widget->focusPolicy() == Qt::NoFocus || qobject_cast<QTabBar *>(widget))
            continue;
        const bool takesPart = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget)
            || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractSpinBox *>(widget)
            || qobject_cast<QAbstractItemView *>(widget) || qobject_cast<QAbstractSlider *>(widget)
            || qobject_cast<QPlainTextEdit *>(widget)
            || !QByteArray(widget->metaObject()->className()).startsWith('Q'); // painted by us
        if (!takesPart)
            continue;
        const QAccessibleInterface *told = QAccessible::queryAccessibleInterface(widget);
        if (!told || told->text(QAccessible::Name).trimmed().isEmpty())
            nameless << placeOf(widget);
    }
    return nameless;
}

} // namespace tuilerie::test
