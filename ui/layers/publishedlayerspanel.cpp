// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/publishedlayerspanel.h"

#include "publish/layers.h"
#include "ui/layers/editpublication.h"
#include "ui/layers/exportdialog.h"
#include "ui/layers/layersmodel.h"
#include "ui/layers/layerswatcher.h"
#include "ui/servers/serversession.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

namespace tuilerie {

namespace {

/// In the order of what shows a layer best.
const QStringList &mapServices()
{
    static const QStringList all{QStringLiteral("wmts"), QStringLiteral("wms-v"), QStringLiteral("tms"),
        QStringLiteral("wms-r"), QStringLiteral("download")};
    return all;
}

/// What may be copied: a service or "viewer", the name of its action, its words.
struct Address
{
    const char *service, *objectName, *text;
};
constexpr Address addresses[] = {
    {"wmts", "copyWmtsAction", QT_TRANSLATE_NOOP("tuilerie::PublishedLayersPanel", "WM&TS capabilities")},
    {"wms-r", "copyWmsAction", QT_TRANSLATE_NOOP("tuilerie::PublishedLayersPanel", "&WMS capabilities")},
    {"wms-v", "copyWmsVectorAction", QT_TRANSLATE_NOOP("tuilerie::PublishedLayersPanel", "WMS of &vectors, capabilities")},
    {"tms", "copyTmsAction", QT_TRANSLATE_NOOP("tuilerie::PublishedLayersPanel", "T&MS tiles")},
    {"download", "copyDownloadAction", QT_TRANSLATE_NOOP("tuilerie::PublishedLayersPanel", "&Download")},
    {"viewer", "copyViewerAction", QT_TRANSLATE_NOOP("tuilerie::PublishedLayersPanel", "Viewer &page")}};

} // namespace

PublishedLayersPanel::PublishedLayersPanel(ServerSession *servers, QWidget *parent)
    : QWidget(parent)
    , m_servers(servers)
    , m_watcher(new LayersWatcher(servers, this))
    , m_model(new LayersModel(this))
    , m_filtered(new QSortFilterProxyModel(this))
    , m_search(new QLineEdit)
    , m_tree(new QTreeView)
    , m_empty(new QLabel)
    , m_map(makeButton("layerOnMapButton", "show-on-map"))
    , m_copyButton(makeButton("copyUrlButton", "copy"))
    , m_browser(makeButton("openViewerButton", "browser"))
    , m_editButton(makeButton("editPublicationButton", "edit"))
    , m_export(makeButton("exportLayerButton", "save"))
    , m_unpublish(makeButton("unpublishButton", "remove"))
    , m_refresh(makeButton("refreshLayersButton", "refresh"))
{
    setObjectName(QStringLiteral("publishedLayersPanel"));
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterRole(LayersModel::SearchRole);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filtered->setRecursiveFilteringEnabled(true); // a server stands above what was found on it
    makeMenus();
    lay();
    connect(m_watcher, &LayersWatcher::answered, m_model, &LayersModel::setLayers);
    connect(m_watcher, &LayersWatcher::failed, m_model, &LayersModel::setProblem);
    connect(m_watcher, &LayersWatcher::settled, this, &PublishedLayersPanel::refreshed);
    connect(m_search, &QLineEdit::textChanged, this, &PublishedLayersPanel::search);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &PublishedLayersPanel::showButtons);
    connect(m_tree, &QTreeView::activated, this, [this] {
        if (selected())
            onMap();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filtered, signal, this, &PublishedLayersPanel::showState);
    connect(m_filtered, &QAbstractItemModel::dataChanged, this, &PublishedLayersPanel::showButtons);
    connect(m_map, &QToolButton::clicked, this, &PublishedLayersPanel::onMap);
    connect(m_browser, &QToolButton::clicked, this, &PublishedLayersPanel::openViewer);
    connect(m_editButton, &QToolButton::clicked, this, &PublishedLayersPanel::edit);
    connect(m_export, &QToolButton::clicked, this, &PublishedLayersPanel::exportLayer);
    connect(m_unpublish, &QToolButton::clicked, this, &PublishedLayersPanel::unpublish);
    connect(m_refresh, &QToolButton::clicked, this, &PublishedLayersPanel::refresh);
    speak(this, [this] { retranslate(); });
}

void PublishedLayersPanel::makeMenus()
{
    auto *menu = new QMenu(m_copyButton);
    for (const Address &address : addresses) {
        QAction *action = menu->addAction(QString());
        action->setObjectName(QLatin1String(address.objectName));
        connect(action, &QAction::triggered, this, [this, &address] { copy(QLatin1String(address.service)); });
    }
    m_copyButton->setMenu(menu);
    m_copyButton->setPopupMode(QToolButton::InstantPopup);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->addActions(menu->actions());
    auto *ways = new QMenu(m_map);
    for (const QString &service : mapServices())
        ways->addAction(QString(), this, [this, service] { showThrough(service); });
    m_map->setMenu(ways);
    m_map->setPopupMode(QToolButton::MenuButtonPopup);
}

void PublishedLayersPanel::lay()
{
    m_search->setObjectName(QStringLiteral("layersSearch"));
    m_search->setClearButtonEnabled(true);
    m_tree->setObjectName(QStringLiteral("layersTree"));
    m_tree->setModel(m_filtered);
    m_tree->setIndentation(12);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(LayersModel::Layer, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(LayersModel::State, QHeaderView::ResizeToContents);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto *inside = new QVBoxLayout(m_tree->viewport());
    inside->addWidget(m_empty);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2);
    for (QToolButton *button : {m_map, m_copyButton, m_browser, m_editButton, m_export, m_unpublish})
        buttons->addWidget(button);
    buttons->addStretch();
    buttons->addWidget(m_refresh);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(buttons);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
}

QToolButton *PublishedLayersPanel::makeButton(const char *objectName, const char *icon)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(objectName));
    button->setIcon(Theme::icon(QLatin1String(icon)));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void PublishedLayersPanel::retranslate()
{
    const std::pair<QToolButton *, QString> names[] = {{m_map, tr("Show on map")}, {m_copyButton, tr("Copy an address")},
        {m_browser, tr("Open the viewer page in the browser")}, {m_editButton, tr("Edit publication…")},
        {m_export, tr("Export…")}, {m_unpublish, tr("Unpublish…")}, {m_refresh, tr("Refresh")}};
    for (const auto &[button, name] : names) {
        button->setToolTip(name);
        button->setAccessibleName(name);
    }
    m_search->setPlaceholderText(tr("Search layers"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_tree->setAccessibleName(tr("Published layers"));
    const QList<QAction *> copies = m_copyButton->menu()->actions(), ways = m_map->menu()->actions();
    for (qsizetype i = 0; i < copies.size(); ++i)
        copies[i]->setText(tr(addresses[i].text));
    for (qsizetype i = 0; i < ways.size(); ++i)
        ways[i]->setText(tr("Through %1").arg(layerServiceName(mapServices()[i])));
    askAgain(m_model);
    showState();
}

void PublishedLayersPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_watcher->setLooking(true);
}

void PublishedLayersPanel::hideEvent(QHideEvent *event)
{
    m_watcher->setLooking(false);
    QWidget::hideEvent(event);
}

void PublishedLayersPanel::refresh()
{
    m_watcher->lookNow();
}

bool PublishedLayersPanel::isBusy() const
{
    return m_watcher->isBusy();
}

/// Every word must be there, in any order.
void PublishedLayersPanel::search(const QString &words)
{
    QString pattern;
    const QStringList parts = words.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : parts)
        pattern += QStringLiteral("(?=.*%1)").arg(QRegularExpression::escape(word));
    m_filtered->setFilterRegularExpression(QRegularExpression(
        pattern, QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption));
    showState();
}

void PublishedLayersPanel::showState()
{
    m_tree->expandAll();
    m_empty->setVisible(m_filtered->rowCount() == 0);
    m_empty->setText(m_model->rowCount() == 0 ? tr("Nothing is published yet.") : tr("No layer has all these words."));
    showButtons();
}

QModelIndex PublishedLayersPanel::current() const
{
    return m_filtered->mapToSource(m_tree->currentIndex());
}

const PublishedLayerInfo *PublishedLayersPanel::selected() const
{
    return m_model->layer(current());
}

void PublishedLayersPanel::select(const QString &server, const QString &layer)
{
    if (const QModelIndex index = m_filtered->mapFromSource(m_model->indexOf(server, layer)); index.isValid())
        m_tree->setCurrentIndex(index);
}

QString PublishedLayersPanel::url(const QString &service) const
{
    const PublishedLayerInfo *layer = selected();
    if (!layer)
        return {};
    if (service == QLatin1String("viewer"))
        return layer->viewer;
    for (const PublishedService &offered : layer->services) {
        if (offered.service == service)
            return offered.url;
    }
    return {};
}

void PublishedLayersPanel::showButtons()
{
    const PublishedLayerInfo *layer = selected();
    for (QToolButton *button : {m_copyButton, m_editButton, m_unpublish})
        button->setEnabled(layer);
    const auto shown = [this](const QString &service) { return !url(service).isEmpty(); };
    m_map->setEnabled(layer && std::any_of(mapServices().begin(), mapServices().end(), shown));
    const QList<QAction *> copies = m_copyButton->menu()->actions(), ways = m_map->menu()->actions();
    for (qsizetype i = 0; i < ways.size(); ++i)
        ways[i]->setEnabled(layer && shown(mapServices()[i]));
    m_browser->setEnabled(layer && !layer->viewer.isEmpty());
    // Tiles of pyramids that lie on this machine; others' servers give theirs one by one.
    m_export->setEnabled(layer && current().data(LayersModel::ServerRole).toString() == EmbeddedServerName
        && (shown(QStringLiteral("wmts")) || shown(QStringLiteral("tms"))));
    for (qsizetype i = 0; i < copies.size(); ++i)
        copies[i]->setEnabled(shown(QLatin1String(addresses[i].service)));
}

void PublishedLayersPanel::copy(const QString &service)
{
    const QString address = url(service);
    if (address.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(address);
    emit message(tr("Copied: %1").arg(address));
}

void PublishedLayersPanel::openViewer()
{
    if (const PublishedLayerInfo *layer = selected(); layer && !layer->viewer.isEmpty())
        QDesktopServices::openUrl(QUrl(layer->viewer));
}

void PublishedLayersPanel::onMap()
{
    for (const QString &service : mapServices()) {
        if (!url(service).isEmpty()) {
            showThrough(service);
            return;
        }
    }
}

void PublishedLayersPanel::showThrough(const QString &service)
{
    const PublishedLayerInfo *layer = selected();
    if (layer && !url(service).isEmpty())
        emit showOnMap(service, url(service), layer->layer, layer->title.isEmpty() ? layer->layer : layer->title);
}

void PublishedLayersPanel::edit()
{
    const PublishedLayerInfo *layer = selected();
    if (!layer)
        return;
    const QString server = current().data(LayersModel::ServerRole).toString();
    auto *dialog = new EditPublication(m_servers, server, *layer, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &EditPublication::saved, m_watcher, [this, server] { m_watcher->lookNow(server); });
    dialog->open();
}

/// The descriptor of the layer's pyramid in the embedded server's data folder.
static QString descriptorOf(const QString &folder, const QStringList &storedData)
{
    for (const QString &id : storedData) {
        const QDir place(folder + QStringLiteral("/pyramids/") + id);
        const QFileInfoList files = place.entryInfoList({QStringLiteral("*.json")}, QDir::Files);
        for (const QFileInfo &file : files)
            if (place.exists(file.completeBaseName())) // not the user's own grid
                return file.filePath();
    }
    return {};
}

void PublishedLayersPanel::exportLayer()
{
    const PublishedLayerInfo *layer = selected();
    if (!layer)
        return;
    runInBackground(
        WorkPool::quick(), this,
        [folder = m_servers->dataFolder(), data = layer->storedData] { return descriptorOf(folder, data); },
        [this, title = layer->title.isEmpty() ? layer->layer : layer->title, abstract = layer->abstract](
            const QString &descriptor) {
            if (descriptor.isEmpty()) {
                MessageBox::show(this, MessageBox::Kind::Information, tr("Export"),
                    tr("The layer “%1” has no pyramid of tiles on this computer.").arg(title));
                return;
            }
            ExportParams params;
            params.pyramid = descriptor;
            params.title = title;
            params.abstract = abstract;
            auto *dialog = new ExportDialog(params, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &ExportDialog::message, this, &PublishedLayersPanel::message);
            dialog->show();
        });
}

void PublishedLayersPanel::unpublish()
{
    const PublishedLayerInfo *layer = selected();
    if (!layer)
        return;
    const QString name = layer->layer, server = current().data(LayersModel::ServerRole).toString();
    const int answer = MessageBox::ask(this, MessageBox::Kind::Warning, tr("Unpublish"),
        tr("Unpublish “%1”? Its addresses stop working for everybody. "
           "The pyramid can be kept, to publish it again without making it anew.")
            .arg(layer->title.isEmpty() ? name : layer->title),
        {tr("Unpublish and keep the pyramid"), tr("Unpublish and delete the pyramid"), tr("Leave it")}, 2, 2);
    if (answer == 2)
        return;
    emit message(tr("Unpublishing %1…").arg(name));
    m_servers->withClient(
        server, this, [this, server, name, withData = answer == 1](const Result<std::shared_ptr<AsyncClient>> &client) {
            if (!client) {
                MessageBox::showError(this, tr("Unpublish"), client.error());
                return;
            }
            (*client)
                ->run([name, withData](EntrepotClient &entrepot) { return unpublishLayer(entrepot, name, withData); })
                .then(this, [this, server, name](const Status &status) {
                    if (!status)
                        MessageBox::showError(this, tr("Unpublish"), status.error());
                    else
                        emit message(tr("%1 is no longer published.").arg(name));
                    m_watcher->lookNow(server);
                });
        });
}

} // namespace tuilerie
