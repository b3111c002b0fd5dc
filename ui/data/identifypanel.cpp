// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/identifypanel.h"

#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tuilerie {

namespace {
constexpr int ThingRole = Qt::UserRole;

QIcon iconOf(MapLayerKind kind)
{
    return Theme::icon(kind == MapLayerKind::Vector ? QStringLiteral("vector")
            : kind == MapLayerKind::PointCloud      ? QStringLiteral("pointcloud")
                                                    : QStringLiteral("raster"));
}
} // namespace

IdentifyPanel::IdentifyPanel(QWidget *parent)
    : QWidget(parent)
    , m_hint(new QLabel)
    , m_tree(new QTreeWidget)
    , m_asking(this, WorkPool::quick())
{
    setObjectName(QStringLiteral("identifyPanel"));
    m_hint->setWordWrap(true);
    m_hint->setContentsMargins(12, 10, 12, 10);
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_tree->setObjectName(QStringLiteral("identifyTree"));
    m_tree->setColumnCount(2);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAlternatingRowColors(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Interactive);
    m_tree->header()->setStretchLastSection(true);
    auto *copyAction = new QAction(Theme::icon(QStringLiteral("copy")), QString(), this);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(copyAction, &QAction::triggered, this, &IdentifyPanel::copy);
    m_tree->addAction(copyAction);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_hint);
    layout->addWidget(m_tree, 1);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &IdentifyPanel::choose);
    speak(this, [this, copyAction] {
        copyAction->setText(tr("Copy"));
        m_tree->setHeaderLabels({tr("Name"), tr("Value")});
        m_tree->setAccessibleName(tr("What lies there"));
        show(std::move(m_things));
    });
}

void IdentifyPanel::identify(const std::vector<MapLayer *> &layers, const MapView &view, QPointF pixel)
{
    m_asked = true;
    m_asking.ask([task = identifyTask(layers, view, pixel)](WorkControl &) { return task(); },
        [this](std::vector<IdentifiedThing> things) {
            show(std::move(things));
            emit answered();
        });
}

void IdentifyPanel::clear()
{
    m_asking.cancel();
    m_asked = false;
    show({});
}

void IdentifyPanel::show(std::vector<IdentifiedThing> things)
{
    m_things = std::move(things);
    m_tree->clear();
    m_hint->setText(
        m_asked ? tr("Nothing lies there.") : tr("Choose Identify, then click on the map to see what lies there."));
    m_hint->setVisible(m_things.empty());
    m_tree->setVisible(!m_things.empty());
    QTreeWidgetItem *first = nullptr, *layer = nullptr;
    QString layerId;
    for (size_t i = 0; i < m_things.size(); ++i) {
        const IdentifiedThing &thing = m_things[i];
        if (!layer || thing.layerId != layerId) {
            layer = new QTreeWidgetItem(m_tree, {thing.layerTitle});
            layer->setIcon(0, iconOf(thing.kind));
            layer->setData(0, ThingRole, -1);
            layer->setFirstColumnSpanned(true);
            layer->setExpanded(true);
            layerId = thing.layerId;
        }
        auto *item = new QTreeWidgetItem(layer, {thing.title});
        item->setData(0, ThingRole, int(i));
        item->setFirstColumnSpanned(true);
        QFont bold = item->font(0);
        bold.setBold(true);
        item->setFont(0, bold);
        for (const auto &[name, value] : thing.values) {
            auto *row = new QTreeWidgetItem(item, {name, value});
            row->setData(0, ThingRole, int(i));
            row->setToolTip(1, value);
            row->setForeground(0, Theme::color(ThemeColor::Muted));
        }
        item->setExpanded(m_things.size() <= 3 || i == 0);
        if (!first)
            first = item;
    }
    m_tree->resizeColumnToContents(0);
    m_tree->setColumnWidth(0, std::min(m_tree->columnWidth(0), 170));
    if (first)
        m_tree->setCurrentItem(first);
    else
        emit shapeChosen({});
}

void IdentifyPanel::choose()
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    const int thing = item ? item->data(0, ThingRole).toInt() : -1;
    emit shapeChosen(thing >= 0 && size_t(thing) < m_things.size() ? m_things[size_t(thing)].shape : MapShape());
}

void IdentifyPanel::copy() const
{
    if (const QTreeWidgetItem *item = m_tree->currentItem())
        QGuiApplication::clipboard()->setText(item->text(item->text(1).isEmpty() ? 0 : 1));
}

QString IdentifyPanel::text() const
{
    QStringList lines;
    for (const IdentifiedThing &thing : m_things) {
        lines << thing.layerTitle + QStringLiteral(" / ") + thing.title;
        for (const auto &[name, value] : thing.values)
            lines << name + QStringLiteral(": ") + value;
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace tuilerie
