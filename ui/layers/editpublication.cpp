// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/editpublication.h"

#include "client/entrepotclient.h"
#include "ui/wizard/describepanel.h"
#include "ui/servers/serversession.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/speak.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace tuilerie {

EditPublication::EditPublication(
    ServerSession *servers, const QString &server, const PublishedLayerInfo &layer, QWidget *parent)
    : QDialog(parent)
    , m_servers(servers)
    , m_server(server)
    , m_layer(layer)
    , m_panel(new DescribePanel(nullptr))
    , m_state(new QLabel)
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel))
{
    setObjectName(QStringLiteral("editPublication"));
    speak(this, [this] {
        setWindowTitle(tr("Edit publication: %1").arg(m_layer.title.isEmpty() ? m_layer.layer : m_layer.title));
        m_state->setText(m_sentence ? m_sentence() : QString());
    });
    m_panel->setNameFixed(true);
    m_state->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_panel, 1);
    layout->addWidget(m_state);
    layout->addWidget(m_buttons);
    resize(640, 460);
    connect(m_panel, &DraftPanel::changed, this, [this] {
        say([this] { return m_panel->problem(); });
        m_buttons->button(QDialogButtonBox::Save)->setEnabled(m_panel->isEnabled() && m_panel->problem().isEmpty());
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &EditPublication::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    fetch();
}

void EditPublication::say(Sentence sentence)
{
    m_sentence = std::move(sentence);
    m_state->setText(m_sentence());
}

static std::function<QString()> sentenceOf(const Error &error)
{
    return [message = error.message] { return message; };
}

void EditPublication::setBusy(bool busy, Sentence sentence)
{
    m_panel->setEnabled(!busy);
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(!busy && m_panel->problem().isEmpty());
    say(std::move(sentence));
}

void EditPublication::fetch()
{
    setBusy(true, [] { return tr("Reading what is published…"); });
    m_servers->withClient(m_server, this, [this](const Result<std::shared_ptr<AsyncClient>> &client) {
        if (!client) {
            say(sentenceOf(client.error()));
            return;
        }
        (*client)
            ->run([id = m_layer.configurations.value(0)](EntrepotClient &entrepot) { return entrepot.configuration(id); })
            .then(this, [this](const Result<Configuration> &configuration) {
                if (!configuration) {
                    say(sentenceOf(configuration.error()));
                    return;
                }
                PublishDraft draft;
                draft.server = m_server;
                draft.request.layer = m_layer.layer;
                draft.request.title = configuration->title();
                draft.request.abstract = configuration->typeInfos.value(QLatin1String("abstract")).toString();
                draft.request.keywords = modeljson::texts(configuration->typeInfos.value(QLatin1String("keywords")));
                draft.request.attribution = configuration->attribution;
                m_panel->load(draft);
                setBusy(false, [] { return QString(); });
                m_panel->firstField()->setFocus();
            });
    });
}

/// All configurations of the layer say the same of it.
static Status replaceDescription(EntrepotClient &client, const PublishedLayerInfo &layer, const PublishRequest &request)
{
    const QString title = request.title.isEmpty() ? layer.layer : request.title;
    for (const QString &id : layer.configurations) {
        TUILERIE_TRY(configuration, client.configuration(id));
        QJsonObject &infos = configuration.typeInfos;
        infos.insert(QStringLiteral("title"), title);
        infos.insert(QStringLiteral("abstract"), request.abstract.isEmpty() ? title : request.abstract);
        if (request.keywords.isEmpty())
            infos.remove(QStringLiteral("keywords"));
        else
            infos.insert(QStringLiteral("keywords"), modeljson::array(request.keywords));
        configuration.attribution = request.attribution;
        TUILERIE_CHECK(client.replaceConfiguration(configuration));
        TUILERIE_TRY(offerings, client.offeringsOf(id));
        for (const Offering &offering : offerings)
            TUILERIE_CHECK(client.synchronizeOffering(offering.id));
    }
    return {};
}

void EditPublication::save()
{
    PublishDraft draft;
    draft.request.layer = m_layer.layer;
    m_panel->save(draft);
    setBusy(true, [] { return tr("Saving…"); });
    m_servers->withClient(
        m_server, this, [this, request = draft.request](const Result<std::shared_ptr<AsyncClient>> &client) {
            if (!client) {
                setBusy(false, sentenceOf(client.error()));
                return;
            }
            (*client)
                ->run([layer = m_layer, request](
                          EntrepotClient &entrepot) { return replaceDescription(entrepot, layer, request); })
                .then(this, [this](const Status &status) {
                    if (!status) {
                        setBusy(false, sentenceOf(status.error()));
                        return;
                    }
                    emit saved();
                    accept();
                });
        });
}

} // namespace tuilerie
