// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/summarypanel.h"

#include "publish/commandline.h"
#include "ui/wizard/estimatemodel.h"
#include "ui/servers/serversession.h"
#include "publish/tablechoice.h"
#include "ui/widgets/format.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QGroupBox>
#include <QHash>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStorageInfo>
#include <QVBoxLayout>

namespace tuilerie {

SummaryPanel::SummaryPanel(DataSet *data, ServerSession *servers, QWidget *parent)
    : DraftPanel(parent)
    , m_data(data)
    , m_servers(servers)
    , m_sentence(new QLabel)
    , m_totals(new QLabel)
    , m_command(new QPlainTextEdit)
    , m_copy(new QPushButton(Theme::icon(QStringLiteral("copy")), QString()))
    , m_asking(this, WorkPool::quick())
{
    m_sentence->setObjectName(QStringLiteral("summarySentence"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_sentence->setFont(large);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_totals->setObjectName(QStringLiteral("summaryTotals"));
    m_totals->setWordWrap(true);
    m_command->setObjectName(QStringLiteral("commandLine"));
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_command->setFixedHeight(QFontMetrics(m_command->font()).lineSpacing() * 9);
    m_copy->setObjectName(QStringLiteral("copyCommandButton"));

    auto *box = new QGroupBox;
    auto *inBox = new QVBoxLayout(box);
    inBox->addWidget(m_command);
    inBox->addWidget(m_copy, 0, Qt::AlignLeft);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(14);
    layout->addWidget(m_sentence);
    layout->addWidget(m_totals);
    layout->addWidget(box);
    layout->addStretch(1);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(commandLine()); });
    speak(this, [this, box] {
        m_copy->setText(tr("Copy co&mmand"));
        box->setTitle(tr("The same on the command line"));
        m_command->setAccessibleName(box->title());
        if (!m_draft.request.paths.isEmpty())
            load(PublishDraft(m_draft));
    });
}

QWidget *SummaryPanel::firstField() const
{
    return m_copy;
}

QString SummaryPanel::sentence() const
{
    return m_sentence->text();
}

QString SummaryPanel::serviceName(const QString &service, PublishKind kind)
{
    if (service == QLatin1String("download"))
        return tr("download");
    if (service == QLatin1String("tms"))
        return kind == PublishKind::Vector || kind == PublishKind::VectorPyramid ? tr("vector tiles (TMS)")
                                                                                 : QStringLiteral("TMS");
    return service == QLatin1String("wmts") ? QStringLiteral("WMTS") : QStringLiteral("WMS");
}

/// What is made of the data, in a few words.
QString SummaryPanel::made(const PublishRequest &request) const
{
    const PublishKind kind = request.resolvedKind();
    const auto levels = [&](const QString &tms, const QString &top, const QString &bottom) {
        if (bottom.isEmpty())
            return tr("grid %1, down to the level that the data need").arg(tms);
        return top.isEmpty() ? tr("grid %1, down to level %2").arg(tms, bottom)
                             : tr("grid %1, levels %2 to %3").arg(tms, top, bottom);
    };
    if (kind == PublishKind::Vector) {
        const auto tables = chosenTables(request, m_data->tables());
        const QString count = tables.size() == 1 ? tr("1 table") : tr("%1 tables").arg(tables.size());
        if (request.wants(QStringLiteral("tms")))
            return tr("%1 as vector tiles, %2")
                .arg(count, levels(request.vector.tms, request.vector.top, request.vector.bottom));
        if (request.wants(QStringLiteral("wmts")) || request.wants(QStringLiteral("wms-r")))
            return tr("%1 as picture tiles of the styled map, %2")
                .arg(count, levels(request.vector.tms, request.vector.top, request.vector.bottom));
        return tr("%1, drawn in its style when it is asked for").arg(count);
    }
    if (kind == PublishKind::PointCloud) {
        const QString format = request.cloud.format.toUpper();
        static const QHash<QString, const char *> products{{QStringLiteral("hillshade"), QT_TR_NOOP("hillshade")},
            {QStringLiteral("dtm"), QT_TR_NOOP("terrain")}, {QStringLiteral("dsm"), QT_TR_NOOP("surface")},
            {QStringLiteral("intensity"), QT_TR_NOOP("intensity")}, {QStringLiteral("density"), QT_TR_NOOP("density")}};
        if (request.derive.product.isEmpty())
            return tr("a point cloud pyramid (%1)").arg(format);
        const QString picture =
            tr("%1 with cells of %2 m, %3")
                .arg(tr(products.value(request.derive.product, "")), QLocale().toString(request.derive.cell),
                    levels(request.raster.tms, request.raster.top, request.raster.bottom));
        return request.wants(QStringLiteral("download"))
            ? tr("a point cloud pyramid (%1) and a picture: %2").arg(format, picture)
            : picture;
    }
    if (isPyramidKind(kind))
        return tr("a pyramid, stored as it is");
    return tr("%1 tiles in the grid %2, levels %3 to %4")
        .arg(request.raster.format, request.raster.tms, request.raster.top, request.raster.bottom);
}

QString SummaryPanel::commandLine() const
{
    return m_command->toPlainText();
}

void SummaryPanel::load(const PublishDraft &draft)
{
    m_draft = draft;
    const PublishRequest request = draft.finished();
    const qint64 files = m_data->isReady() ? m_data->files() : request.paths.size();
    QStringList services;
    for (const char *service : {"download", "wms-v", "wmts", "tms", "wms-r"}) {
        if (request.wants(QLatin1String(service)))
            services << serviceName(QLatin1String(service), request.resolvedKind());
    }
    const QString last = services.isEmpty() ? QString() : services.takeLast();
    const QString byServices = services.isEmpty() ? last : tr("%1 and %2").arg(services.join(tr(", ")), last);
    const QString what = files == 1 ? tr("1 file becomes the layer “%1”")
                                    : tr("%2 files become the layer “%1”").arg(QStringLiteral("%1"), formatCount(files));
    const QString where = draft.server == EmbeddedServerName ? tr("on this computer")
                                                             : tr("on %1").arg(ServerSession::displayName(draft.server));
    m_sentence->setText(tr("%1: %2, published %3 by %4, %5.")
                            .arg(what.arg(request.title.isEmpty() ? request.layer : request.title), made(request), where,
                                byServices, request.isPrivate ? tr("for holders of a key") : tr("open to all")));
    const QString tokenFile = draft.server == EmbeddedServerName ? QString() : m_servers->signInFile(draft.server);
    m_command->setPlainText(shellLine(QStringLiteral("tuilerie-cli"), publishArguments(request, draft.server, tokenFile)));
    showTotals();
    m_asking.ask([](WorkControl &) { return freeBytes(); },
        [this](qint64 free) {
            m_free = free;
            showTotals();
        });
}

/// The data folder may not exist yet; the volume of its first parent that does is the one that counts.
qint64 SummaryPanel::freeBytes()
{
    QString folder = defaultServerFolder();
    while (!QFileInfo::exists(folder) && folder != QFileInfo(folder).path())
        folder = QFileInfo(folder).path();
    return QStorageInfo(folder).bytesAvailable();
}

void SummaryPanel::setEstimate(const PyramidEstimate &estimate)
{
    m_estimate = estimate;
    showTotals();
}

void SummaryPanel::showTotals()
{
    const auto unit = m_draft.finished().resolvedKind() == PublishKind::PointCloud ? EstimateModel::Unit::Nodes
                                                                                   : EstimateModel::Unit::Tiles;
    QString text = m_estimate.levels.empty() ? tr("The estimate is not there yet.")
                                             : tr("Estimate: %1.").arg(EstimateModel::totalsOf(m_estimate, unit));
    if (m_draft.server == EmbeddedServerName) {
        if (m_free >= 0 && m_estimate.bytesHigh > m_free)
            text += QLatin1Char(' ') + tr("Only %1 are free on the disk: make room first.").arg(formatBytes(m_free));
        else if (m_free >= 0)
            text += QLatin1Char(' ') + tr("%1 are free on the disk.").arg(formatBytes(m_free));
    }
    m_totals->setText(text);
}

} // namespace tuilerie
