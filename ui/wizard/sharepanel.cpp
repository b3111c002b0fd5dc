// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/sharepanel.h"

#include "publish/tilefile.h"
#include "ui/servers/serversession.h"
#include "ui/servers/signindialog.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tuilerie {

SharePanel::SharePanel(ServerSession *servers, QWidget *parent)
    : DraftPanel(parent)
    , m_servers(servers)
    , m_embedded(new QRadioButton)
    , m_other(new QRadioButton)
    , m_url(new QComboBox)
    , m_signIn(new QPushButton(Theme::icon(QStringLiteral("key")), QString()))
    , m_test(new QPushButton(Theme::icon(QStringLiteral("refresh")), QString()))
    , m_state(new QLabel)
    , m_wmts(new QCheckBox)
    , m_tms(new QCheckBox)
    , m_wmsr(new QCheckBox)
    , m_wmsv(new QCheckBox)
    , m_download(new QCheckBox)
    , m_serviceHint(new QLabel)
    , m_public(new QRadioButton)
    , m_private(new QRadioButton)
{
    m_embedded->setObjectName(QStringLiteral("embeddedRadio"));
    m_other->setObjectName(QStringLiteral("otherServerRadio"));
    m_url->setObjectName(QStringLiteral("serverUrlCombo"));
    m_url->setEditable(true);
    m_url->setInsertPolicy(QComboBox::NoInsert);
    m_url->lineEdit()->setPlaceholderText(QStringLiteral("https://data.geopf.fr/api"));
    m_signIn->setObjectName(QStringLiteral("signInButton"));
    m_test->setObjectName(QStringLiteral("testServerButton"));
    m_state->setObjectName(QStringLiteral("serverState"));
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_wmts->setObjectName(QStringLiteral("wmtsCheck"));
    m_tms->setObjectName(QStringLiteral("tmsCheck"));
    m_wmsr->setObjectName(QStringLiteral("wmsCheck"));
    m_wmsv->setObjectName(QStringLiteral("wmsVectorCheck"));
    m_download->setObjectName(QStringLiteral("downloadCheck"));
    m_serviceHint->setWordWrap(true);
    m_serviceHint->setForegroundRole(QPalette::PlaceholderText);
    m_public->setObjectName(QStringLiteral("publicRadio"));
    m_private->setObjectName(QStringLiteral("privateRadio"));

    auto *where = new QGroupBox;
    auto *inWhere = new QVBoxLayout(where);
    inWhere->addWidget(m_embedded);
    inWhere->addWidget(m_other);
    auto *address = new QHBoxLayout;
    address->addSpacing(24);
    address->addWidget(m_url, 1);
    address->addWidget(m_signIn);
    address->addWidget(m_test);
    inWhere->addLayout(address);
    inWhere->addWidget(m_state);

    auto *services = new QGroupBox;
    auto *inServices = new QVBoxLayout(services);
    for (QCheckBox *box : {m_wmsv, m_wmts, m_tms, m_wmsr, m_download})
        inServices->addWidget(box);
    inServices->addWidget(m_serviceHint);

    auto *access = new QGroupBox;
    auto *inAccess = new QVBoxLayout(access);
    inAccess->addWidget(m_public);
    inAccess->addWidget(m_private);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(where);
    layout->addWidget(services);
    layout->addWidget(access);
    layout->addStretch();

    connect(m_embedded, &QRadioButton::toggled, this, &SharePanel::serverChanged);
    connect(m_url, &QComboBox::editTextChanged, this, &SharePanel::serverChanged);
    connect(m_signIn, &QPushButton::clicked, this, &SharePanel::signIn);
    connect(m_test, &QPushButton::clicked, this, &SharePanel::test);
    for (QAbstractButton *button :
        std::initializer_list<QAbstractButton *>{m_wmts, m_tms, m_wmsr, m_wmsv, m_download, m_private})
        connect(button, &QAbstractButton::toggled, this, &DraftPanel::changed);
    m_embedded->setChecked(true);
    m_public->setChecked(true);
    speak(this, [this, where, services, access] {
        where->setTitle(tr("Server"));
        services->setTitle(tr("Services"));
        access->setTitle(tr("Access"));
        m_embedded->setText(tr("This c&omputer, with the server built into Tuilerie"));
        m_other->setText(tr("Another &server:"));
        m_url->setAccessibleName(tr("Address of the server"));
        m_signIn->setText(tr("Si&gn in…"));
        m_test->setText(tr("T&est"));
        m_wmsv->setText(tr("WMS of the &vectors: the styled map, drawn when it is asked for"));
        m_public->setText(tr("P&ublic: whoever reaches the server"));
        m_private->setText(tr("P&rivate: only with a key"));
        nameServices();
        sayWhere();
    });
}

QWidget *SharePanel::firstField() const
{
    const auto boxes = serviceBoxes();
    const auto shown = std::find_if(boxes.begin(), boxes.end(), [](const auto &box) { return !box.second->isHidden(); });
    if ((m_serverFixed || !anyService()) && shown != boxes.end())
        return shown->second;
    return m_other->isChecked() ? static_cast<QWidget *>(m_url) : m_embedded;
}

void SharePanel::setServerFixed(bool fixed)
{
    m_serverFixed = fixed;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_embedded, m_other, m_url})
        widget->setEnabled(!fixed);
}

QString SharePanel::server() const
{
    return m_embedded->isChecked() ? QString(EmbeddedServerName) : m_url->currentText().trimmed();
}

void SharePanel::load(const PublishDraft &draft)
{
    const QString shown = draft.server == EmbeddedServerName ? m_url->currentText() : draft.server;
    {
        const QSignalBlocker blocker(m_url);
        m_url->setEditText(shown);
    }
    m_servers->withKnownServers(this, [this](const QStringList &servers) {
        const QSignalBlocker blocker(m_url);
        const QString typed = m_url->currentText();
        m_url->clear();
        m_url->addItems(servers);
        m_url->setEditText(typed);
    });
    m_embedded->setChecked(draft.server == EmbeddedServerName);
    m_other->setChecked(draft.server != EmbeddedServerName);
    m_request = draft.request;
    const PublishKind kind = m_request.resolvedKind();
    const QString servicesFor =
        publishKindName(kind) + (m_request.derive.product.isEmpty() ? QString() : QStringLiteral("+product"));
    const QStringList allowed = m_request.allowedServices();
    // Other data, or a product more or less, have other services.
    const QStringList services = draft.servicesFor == servicesFor ? m_request.services : m_request.defaultServices();
    m_servicesFor = servicesFor;
    for (const auto &[service, box] : serviceBoxes()) {
        box->setVisible(allowed.contains(service));
        box->setChecked(allowed.contains(service) && services.contains(service));
    }
    m_kind = kind;
    nameServices();
    m_public->setChecked(!draft.request.isPrivate);
    m_private->setChecked(draft.request.isPrivate);
    serverChanged();
}

void SharePanel::save(PublishDraft &draft) const
{
    draft.server = server();
    draft.request.isPrivate = m_private->isChecked();
    draft.request.services.clear();
    draft.servicesFor = m_servicesFor;
    for (const auto &[service, box] : serviceBoxes()) {
        if (box->isChecked())
            draft.request.services << service;
    }
}

std::vector<std::pair<QString, QCheckBox *>> SharePanel::serviceBoxes() const
{
    return {{QStringLiteral("wmts"), m_wmts}, {QStringLiteral("tms"), m_tms}, {QStringLiteral("wms-r"), m_wmsr},
        {QStringLiteral("wms-v"), m_wmsv}, {QStringLiteral("download"), m_download}};
}

bool SharePanel::anyService() const
{
    const auto boxes = serviceBoxes();
    return std::any_of(boxes.begin(), boxes.end(), [](const auto &box) { return box.second->isChecked(); });
}

/// The same services carry other things for other kinds of data.
void SharePanel::nameServices()
{
    const bool vector = m_kind == PublishKind::Vector, tiles = vector || m_kind == PublishKind::VectorPyramid;
    m_wmts->setText(
        vector ? tr("&WMTS: the styled map as picture tiles, made beforehand") : tr("&WMTS: tiles for GIS and web maps"));
    m_tms->setText(tiles ? tr("Vector &tiles (TMS): features for web maps, styled by whoever shows them")
                         : tr("&TMS: the same tiles by plain addresses"));
    m_wmsr->setText(vector ? tr("W&MS of the tiles: pictures of any place and size, from the picture tiles")
                           : tr("W&MS: pictures of any place and size, in any CRS"));
    m_download->setText(hasTilesToDownload(m_kind) ? tr("&Download: all tiles in one file (PMTiles)")
                                                   : tr("&Download: the points themselves, read in parts over HTTP"));
    m_serviceHint->setText(vector
            ? tr("A layer has vector tiles or picture tiles; publish it under a second name to have both.")
            : m_kind == PublishKind::PointCloud && m_request.derive.product.isEmpty()
            ? tr("WMTS and WMS come with a derived picture: choose one on the page Look.")
            : QString());
    m_serviceHint->setVisible(!m_serviceHint->text().isEmpty());
}

void SharePanel::serverChanged()
{
    const bool other = m_other->isChecked();
    m_url->setEnabled(other && !m_serverFixed);
    m_signIn->setEnabled(other && ServerAddress::fromText(server()));
    m_test->setEnabled(!other || ServerAddress::fromText(server()));
    sayWhere();
    emit changed();
}

void SharePanel::sayWhere()
{
    m_state->setText(m_other->isChecked() ? tr("Files are sent to the server; the pyramid is made there.")
                                          : tr("Files stay where they are; the pyramid is made on this computer."));
}

void SharePanel::signIn()
{
    m_signIn->setEnabled(false);
    const QString asked = server();
    m_servers->withSignIn(asked, this, [this, asked](const Result<SignIn> &known) {
        m_signIn->setEnabled(true);
        // One that is lost is typed again; a keychain that is only locked loses nothing by waiting.
        if (!known)
            m_state->setText(known.error().message);
        if (!known && known.error().code == ErrorCode::Denied)
            return;
        SignInDialog dialog(asked, known.value_or(SignIn()), this);
        if (dialog.exec() != QDialog::Accepted)
            return;
        m_servers->remember(asked, dialog.signIn(), this, [this](const Status &kept) {
            if (!kept)
                MessageBox::showError(this, tr("Sign in"), kept.error());
            else
                test();
        });
    });
}

void SharePanel::test()
{
    m_state->setText(tr("Asking the server…"));
    m_test->setEnabled(false);
    m_servers->withClient(server(), this, [this](const Result<std::shared_ptr<AsyncClient>> &client) {
        if (!client) {
            m_state->setText(client.error().message);
            m_test->setEnabled(true);
            return;
        }
        (*client)
            ->run([](EntrepotClient &entrepot) { return entrepot.datastore(); })
            .then(this, [this](const Result<DatastoreInfo> &datastore) {
                m_test->setEnabled(true);
                m_state->setText(datastore
                        ? tr("The server answers. Layers are published in the datastore “%1”.").arg(datastore->name)
                        : datastore.error().message);
            });
    });
}

QString SharePanel::problem() const
{
    if (m_other->isChecked()) {
        if (const auto address = ServerAddress::fromText(server()); !address)
            return address.error().message;
    }
    if (!anyService())
        return tr("Choose at least one service.");
    PublishRequest request = m_request;
    request.services.clear();
    for (const auto &[service, box] : serviceBoxes()) {
        if (box->isChecked())
            request.services << service;
    }
    if (request.resolvedKind() == PublishKind::Vector && request.wants(QStringLiteral("tms"))
        && request.wants(QStringLiteral("wmts")))
        return tr("A layer has vector tiles or picture tiles, not both. Leave one out, and publish it under another name.");
    if (const Status fits = checkTileFile(request); !fits)
        return fits.error().message;
    return {};
}

} // namespace tuilerie
