// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/describepanel.h"

#include "publish/layers.h"
#include "ui/servers/serversession.h"
#include "ui/widgets/speak.h"

#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QUrl>
#include <QVBoxLayout>

namespace tuilerie {

DescribePanel::DescribePanel(ServerSession *servers, QWidget *parent)
    : DraftPanel(parent)
    , m_servers(servers)
    , m_name(new QLineEdit)
    , m_nameHint(new QLabel)
    , m_title(new QLineEdit)
    , m_abstract(new QPlainTextEdit)
    , m_keywords(new QLineEdit)
    , m_attribution(new QLineEdit)
    , m_attributionUrl(new QLineEdit)
{
    m_name->setObjectName(QStringLiteral("layerNameEdit"));
    m_nameHint->setForegroundRole(QPalette::PlaceholderText);
    m_nameHint->setWordWrap(true);
    m_title->setObjectName(QStringLiteral("titleEdit"));
    m_abstract->setObjectName(QStringLiteral("abstractEdit"));
    m_abstract->setTabChangesFocus(true);
    m_abstract->setMaximumHeight(fontMetrics().lineSpacing() * 12);
    m_keywords->setObjectName(QStringLiteral("keywordsEdit"));
    m_attribution->setObjectName(QStringLiteral("attributionEdit"));
    m_attributionUrl->setObjectName(QStringLiteral("attributionUrlEdit"));
    m_attributionUrl->setPlaceholderText(QStringLiteral("https://"));

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto *form = new QFormLayout;
    layout->addLayout(form);
    layout->addStretch(1);
    const auto label = [](QWidget *field) {
        auto *text = new QLabel;
        text->setBuddy(field);
        return text;
    };
    form->addRow(label(m_name), m_name);
    form->addRow(QString(), m_nameHint);
    for (QWidget *field : std::initializer_list<QWidget *>{m_title, m_abstract, m_keywords, m_attribution, m_attributionUrl})
        form->addRow(label(field), field);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);

    for (QLineEdit *edit : {m_name, m_title, m_keywords, m_attribution, m_attributionUrl})
        connect(edit, &QLineEdit::textChanged, this, &DescribePanel::fieldChanged);
    connect(m_abstract, &QPlainTextEdit::textChanged, this, &DescribePanel::fieldChanged);
    speak(this, [this, form] {
        const auto name = [form](QWidget *field, const QString &text) {
            static_cast<QLabel *>(form->labelForField(field))->setText(text);
        };
        name(m_name, tr("&Layer name:"));
        name(m_title, tr("&Title:"));
        name(m_abstract, tr("&Abstract:"));
        name(m_keywords, tr("&Keywords:"));
        name(m_attribution, tr("Att&ribution:"));
        name(m_attributionUrl, tr("Its &page:"));
        m_nameHint->setText(tr("Part of the addresses: letters, digits, _ - and . only; cannot be changed later."));
        m_title->setPlaceholderText(tr("what a person reads in the layer list; the name when it is empty"));
        m_abstract->setPlaceholderText(tr("what the data show, when they were made, how precise they are"));
        m_keywords->setPlaceholderText(tr("separated by commas: orthophoto, 2024, Gironde"));
        m_attribution->setPlaceholderText(tr("whose data they are, as it must be shown beside a map"));
    });
}

QWidget *DescribePanel::firstField() const
{
    if (!isValidName(m_name->text()) || m_taken.contains(m_name->text()))
        return m_name;
    return m_nameFixed ? m_title : m_name;
}

void DescribePanel::setNameFixed(bool fixed)
{
    m_nameFixed = fixed;
    m_name->setReadOnly(fixed);
    m_name->setFrame(!fixed);
    m_nameHint->setVisible(!fixed);
}

void DescribePanel::load(const PublishDraft &draft)
{
    const PublishRequest &request = draft.request;
    m_name->setText(request.layer.isEmpty() ? suggestedName(request) : request.layer);
    m_title->setText(request.title);
    m_abstract->setPlainText(request.abstract);
    m_keywords->setText(request.keywords.join(QStringLiteral(", ")));
    m_attribution->setText(request.attribution.value(QLatin1String("title")).toString());
    m_attributionUrl->setText(request.attribution.value(QLatin1String("url")).toString());
    m_server = draft.server;
    askTakenNames();
}

void DescribePanel::save(PublishDraft &draft) const
{
    PublishRequest &request = draft.request;
    request.layer = m_name->text();
    request.title = m_title->text().trimmed();
    request.abstract = m_abstract->toPlainText().trimmed();
    request.keywords.clear();
    const QStringList words = m_keywords->text().split(QLatin1Char(','));
    for (const QString &word : words) {
        if (!word.trimmed().isEmpty())
            request.keywords << word.trimmed();
    }
    const QString title = m_attribution->text().trimmed(), url = m_attributionUrl->text().trimmed();
    if (title.isEmpty()) {
        request.attribution = {};
    } else {
        request.attribution.insert(QStringLiteral("title"), title);
        if (url.isEmpty())
            request.attribution.remove(QLatin1String("url"));
        else
            request.attribution.insert(QStringLiteral("url"), url);
    }
}

void DescribePanel::askTakenNames()
{
    if (!m_servers || m_nameFixed)
        return;
    m_servers->withClient(m_server, this, [this](const Result<std::shared_ptr<AsyncClient>> &client) {
        if (!client)
            return; // the server says it again, at the latest on publishing
        (*client)
            ->run([](EntrepotClient &entrepot) { return listLayers(entrepot); })
            .then(this, [this](const Result<std::vector<PublishedLayerInfo>> &layers) {
                m_taken.clear();
                if (layers) {
                    for (const PublishedLayerInfo &layer : *layers)
                        m_taken << layer.layer;
                }
                emit changed();
            });
    });
}

void DescribePanel::fieldChanged()
{
    emit changed();
}

bool DescribePanel::isValidName(const QString &name)
{
    static const QRegularExpression valid(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_\\-.]*\\z"));
    return valid.match(name).hasMatch();
}

QString DescribePanel::suggestedName(const PublishRequest &request)
{
    if (request.paths.isEmpty())
        return {};
    const QFileInfo info(request.paths.first()); // for its names alone
    QString base = request.look.isFolder ? info.fileName() : info.completeBaseName();
    // Several files, or a glob: what they have in common is their folder.
    if (!request.look.isFolder && (request.paths.size() > 1 || base.contains(QLatin1Char('*'))))
        base = QFileInfo(info.path()).fileName();
    QString name;
    const QString plain = base.normalized(QString::NormalizationForm_KD);
    for (const QChar c : plain) {
        if (c.unicode() < 128 && (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('.')))
            name += c;
        else if (c.category() != QChar::Mark_NonSpacing && !name.endsWith(QLatin1Char('_')))
            name += QLatin1Char('_');
    }
    if (!name.isEmpty() && !isValidName(name))
        name.prepend(QLatin1Char('_'));
    return name;
}

QString DescribePanel::problem() const
{
    const QString name = m_name->text();
    if (name.isEmpty())
        return tr("Give the layer a name.");
    if (!isValidName(name))
        return tr("A layer name begins with a letter or _ and has only letters without accents, digits, _ - and .");
    if (m_taken.contains(name))
        return tr("A layer named %1 is published on this server already. Choose another name.").arg(name);
    const QString url = m_attributionUrl->text().trimmed();
    if (!url.isEmpty()) {
        const QUrl parsed(url, QUrl::StrictMode);
        if (!parsed.isValid() || !parsed.scheme().startsWith(QLatin1String("http")) || parsed.host().isEmpty())
            return tr("The page of the attribution is an address that begins with http:// or https://.");
        if (m_attribution->text().trimmed().isEmpty())
            return tr("The attribution has a page but no text.");
    }
    return {};
}

} // namespace tuilerie
