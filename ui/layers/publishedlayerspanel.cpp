// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/publishedlayerspanel.h"

#include "publish/layers.h"
#include "ui/layers/editpublication.h"
#include "publish/publishdraft.h"
#include "ui/servers/serversession.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

namespace tuilerie {

enum ItemRole { ServerRole = Qt::UserRole, LayerRole };

/// In the order of what shows a layer best.
static const QStringList &mapServices()
{
    static const QStringList all{QStringLiteral("wmts"), QStringLiteral("wms-v"), QStringLiteral("tms"),
        QStringLiteral("wms-r"), QStringLiteral("download")};
    return all;
}

static QString serviceName(const QString &service)
{
    if (service == QLatin1String("wmts"))
        return QStringLiteral("WMTS");
    if (service == QLatin1String("tms"))
        return QStringLiteral("TMS");
    if (service == QLatin1String("download"))
        return QCoreApplication::translate("tuilerie::PublishedLayersPanel", "Download");
    return service == QLatin1String("wms-r") ? QStringLiteral("WMS") : service.toUpper();
}

PublishedLayersPanel::PublishedLayersPanel(ServerSession *servers, QWidget *parent)
    : QWidget(parent)
    , m_servers(servers)
    , m_tree(new QTreeWidget)
    , m_empty(new QLabel(tr("Nothing is published yet.")))
    , m_map(makeButton("layerOnMapButton", "show-on-map", tr("Show on map")))
    , m_copyButton(makeButton("copyUrlButton", "copy", tr("Copy an address")))
    , m_browser(makeButton("openViewerButton", "browser", tr("Open the viewer page in the browser")))
    , m_editButton(makeButton("editPublicationButton", "edit", tr("Edit publication…")))
    , m_unpublish(makeButton("unpublishButton", "remove", tr("Unpublish…")))
{
    setObjectName(QStringLiteral("publishedLayersPanel"));
    m_tree->setObjectName(QStringLiteral("layersTree"));
    m_tree->setAccessibleName(tr("Published layers"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("Layer"), tr("State")});
    m_tree->setIndentation(12);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    auto *inside = new QVBoxLayout(m_tree->viewport());
    inside->addWidget(m_empty);

    auto *menu = new QMenu(m_copyButton);
    const auto addCopy = [this, menu](const QString &service, const QString &text, const char *objectName) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QLatin1String(objectName));
        connect(action, &QAction::triggered, this, [this, service] { copy(service); });
    };
    addCopy(QStringLiteral("wmts"), tr("WM&TS capabilities"), "copyWmtsAction");
    addCopy(QStringLiteral("wms-r"), tr("&WMS capabilities"), "copyWmsAction");
    addCopy(QStringLiteral("wms-v"), tr("WMS of &vectors, capabilities"), "copyWmsVectorAction");
    addCopy(QStringLiteral("tms"), tr("T&MS tiles"), "copyTmsAction");
    addCopy(QStringLiteral("download"), tr("&Download"), "copyDownloadAction");
    addCopy(QStringLiteral("viewer"), tr("Viewer &page"), "copyViewerAction");
    m_copyButton->setMenu(menu);
    m_copyButton->setPopupMode(QToolButton::InstantPopup);
    m_tree->addActions(menu->actions());
    auto *ways = new QMenu(m_map);
    for (const QString &service : mapServices())
        ways->addAction(tr("Through %1").arg(serviceName(service)), this, [this, service] { showThrough(service); });
    m_map->setMenu(ways);
    m_map->setPopupMode(QToolButton::MenuButtonPopup);
    auto *again = makeButton("refreshLayersButton", "refresh", tr("Refresh"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(2);
    for (QToolButton *button : {m_map, m_copyButton, m_browser, m_editButton, m_unpublish})
        buttons->addWidget(button);
    buttons->addStretch();
    buttons->addWidget(again);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(buttons);
    layout->addWidget(m_tree, 1);

    connect(m_tree, &QTreeWidget::currentItemChanged, this, &PublishedLayersPanel::showButtons);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem *item) {
        if (item && item->childCount() == 0)
            onMap();
    });
    connect(m_map, &QToolButton::clicked, this, &PublishedLayersPanel::onMap);
    connect(m_browser, &QToolButton::clicked, this, &PublishedLayersPanel::openViewer);
    connect(m_editButton, &QToolButton::clicked, this, &PublishedLayersPanel::edit);
    connect(m_unpublish, &QToolButton::clicked, this, &PublishedLayersPanel::unpublish);
    connect(again, &QToolButton::clicked, this, &PublishedLayersPanel::refresh);
    connect(m_servers, &ServerSession::started, this, &PublishedLayersPanel::refresh);
    showButtons();
}

QToolButton *PublishedLayersPanel::makeButton(const char *objectName, const char *icon, const QString &toolTip)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1String(objectName));
    button->setIcon(Theme::icon(QLatin1String(icon)));
    button->setToolTip(toolTip);
    button->setAccessibleName(toolTip);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void PublishedLayersPanel::refresh()
{
    if (m_servers->light() == ServerSession::Light::On)
        ask(EmbeddedServerName);
    for (const QString &server : m_servers->knownServers())
        ask(server);
}

void PublishedLayersPanel::ask(const QString &server)
{
    ++m_asking;
    m_servers->withClient(server, this, [this, server](const Result<std::shared_ptr<AsyncClient>> &client) {
        const auto take = [this, server](const Result<std::vector<PublishedLayerInfo>> &layers) {
            auto found =
                std::find_if(m_layers.begin(), m_layers.end(), [&](const ServerLayers &s) { return s.server == server; });
            if (found == m_layers.end())
                found = m_layers.insert(m_layers.end(), {server, {}, {}});
            if (layers)
                found->layers = *layers;
            found->problem = layers ? QString() : layers.error().message;
            --m_asking;
            show();
            emit refreshed();
        };
        if (!client) {
            take(fail(client.error()));
            return;
        }
        (*client)->run([](EntrepotClient &entrepot) { return listLayers(entrepot); }).then(this, take);
    });
}

static QString statusText(const QString &status)
{
    if (status == OfferingStatus::Published)
        return QCoreApplication::translate("tuilerie::PublishedLayersPanel", "published");
    if (status == OfferingStatus::Publishing || status == OfferingStatus::Modifying)
        return QCoreApplication::translate("tuilerie::PublishedLayersPanel", "being published");
    if (status == OfferingStatus::Unpublishing)
        return QCoreApplication::translate("tuilerie::PublishedLayersPanel", "being unpublished");
    if (status == OfferingStatus::Unpublished)
        return QCoreApplication::translate("tuilerie::PublishedLayersPanel", "unpublished");
    return QCoreApplication::translate("tuilerie::PublishedLayersPanel", "faulty");
}

void PublishedLayersPanel::show()
{
    const PublishedLayerInfo *before = selected();
    const QString layerBefore = before ? before->layer : QString();
    const ServerLayers *at = serverOf(m_tree->currentItem());
    const QString serverBefore = at ? at->server : QString();
    m_tree->clear();
    bool any = false;
    for (const ServerLayers &server : m_layers) {
        if (server.layers.empty() && server.problem.isEmpty())
            continue;
        any = true;
        auto *top = new QTreeWidgetItem(m_tree, {ServerSession::displayName(server.server)});
        top->setIcon(0, Theme::icon(QStringLiteral("server")));
        top->setData(0, ServerRole, server.server);
        if (!server.problem.isEmpty()) {
            top->setIcon(1, Theme::icon(QStringLiteral("error"), ThemeColor::Error));
            top->setText(1, tr("no answer"));
            top->setToolTip(1, server.problem);
        }
        for (const PublishedLayerInfo &layer : server.layers) {
            auto *item = new QTreeWidgetItem(top, {layer.title.isEmpty() ? layer.layer : layer.title});
            item->setData(0, ServerRole, server.server);
            item->setData(0, LayerRole, layer.layer);
            item->setToolTip(0, layer.layer + (layer.abstract.isEmpty() ? QString() : QLatin1Char('\n') + layer.abstract));
            QStringList names;
            bool isOpen = true, isWhole = true;
            for (const PublishedService &service : layer.services) {
                names << serviceName(service.service);
                isOpen = isOpen && service.open;
                isWhole = isWhole && service.status == OfferingStatus::Published;
            }
            item->setIcon(0, Theme::icon(QStringLiteral("layers")));
            item->setText(1,
                isWhole ? names.join(QStringLiteral(" · "))
                        : statusText(layer.services.empty() ? QString() : layer.services.front().status));
            item->setIcon(1,
                Theme::icon(
                    isOpen ? (isWhole ? QStringLiteral("success") : QStringLiteral("waiting")) : QStringLiteral("key"),
                    isWhole ? ThemeColor::Success : ThemeColor::Warning));
            item->setToolTip(1, isOpen ? tr("open to all") : tr("private: only with a key"));
            if (server.server == serverBefore && layer.layer == layerBefore)
                m_tree->setCurrentItem(item);
        }
        top->setExpanded(true);
    }
    m_empty->setVisible(!any);
    showButtons();
}

const PublishedLayersPanel::ServerLayers *PublishedLayersPanel::serverOf(QTreeWidgetItem *item) const
{
    const QString server = item ? item->data(0, ServerRole).toString() : QString();
    const auto found =
        std::find_if(m_layers.begin(), m_layers.end(), [&](const ServerLayers &s) { return s.server == server; });
    return found == m_layers.end() ? nullptr : &*found;
}

const PublishedLayerInfo *PublishedLayersPanel::selected() const
{
    QTreeWidgetItem *item = m_tree->currentItem();
    const ServerLayers *server = serverOf(item);
    if (!server)
        return nullptr;
    const QString layer = item->data(0, LayerRole).toString();
    const auto found = std::find_if(
        server->layers.begin(), server->layers.end(), [&](const PublishedLayerInfo &l) { return l.layer == layer; });
    return found == server->layers.end() ? nullptr : &*found;
}

void PublishedLayersPanel::select(const QString &server, const QString &layer)
{
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *top = m_tree->topLevelItem(i);
        for (int j = 0; j < top->childCount() && top->data(0, ServerRole) == server; ++j) {
            if (top->child(j)->data(0, LayerRole) == layer)
                m_tree->setCurrentItem(top->child(j));
        }
    }
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
    const QList<QAction *> ways = m_map->menu()->actions();
    for (qsizetype i = 0; i < ways.size(); ++i)
        ways[i]->setEnabled(layer && shown(mapServices()[i]));
    m_browser->setEnabled(layer && !layer->viewer.isEmpty());
    const QList<QAction *> actions = m_copyButton->menu()->actions();
    const QStringList services{QStringLiteral("wmts"), QStringLiteral("wms-r"), QStringLiteral("wms-v"),
        QStringLiteral("tms"), QStringLiteral("download"), QStringLiteral("viewer")};
    for (qsizetype i = 0; i < actions.size(); ++i)
        actions[i]->setEnabled(!url(services[i]).isEmpty());
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
    const ServerLayers *server = serverOf(m_tree->currentItem());
    if (!layer || !server)
        return;
    auto *dialog = new EditPublication(m_servers, server->server, *layer, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &EditPublication::saved, this, &PublishedLayersPanel::refresh);
    dialog->open();
}

void PublishedLayersPanel::unpublish()
{
    const PublishedLayerInfo *layer = selected();
    const ServerLayers *at = serverOf(m_tree->currentItem());
    if (!layer || !at)
        return;
    const QString name = layer->layer, server = at->server;
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
                    ask(server);
                });
        });
}

} // namespace tuilerie
