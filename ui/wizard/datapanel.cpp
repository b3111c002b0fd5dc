// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/datapanel.h"

#include "base/filename.h"
#include "grid/crs.h"
#include "publish/tablechoice.h"
#include "source/filelist.h"
#include "ui/widgets/crspicker.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/format.h"
#include "ui/widgets/leveltext.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QGroupBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tuilerie {

DataPanel::DataPanel(DataSet *data, QWidget *parent)
    : DraftPanel(parent)
    , m_data(data)
    , m_list(new QListWidget)
    , m_addFiles(new QPushButton(Theme::icon(QStringLiteral("open-file")), QString()))
    , m_addFolder(new QPushButton(Theme::icon(QStringLiteral("open-folder")), QString()))
    , m_remove(new QPushButton(Theme::icon(QStringLiteral("remove")), QString()))
    , m_summary(new QLabel)
    , m_progress(new QProgressBar)
    , m_assign(new QPushButton(Theme::icon(QStringLiteral("crs")), QString()))
    , m_tables(new QTreeWidget)
{
    setAcceptDrops(true);
    m_list->setObjectName(QStringLiteral("pathList"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setAlternatingRowColors(true);
    m_list->installEventFilter(this);
    m_addFiles->setObjectName(QStringLiteral("addFilesButton"));
    m_addFolder->setObjectName(QStringLiteral("addFolderButton"));
    m_remove->setObjectName(QStringLiteral("removeButton"));
    m_assign->setObjectName(QStringLiteral("assignCrsButton"));
    m_summary->setObjectName(QStringLiteral("dataSummary"));
    m_summary->setTextFormat(Qt::RichText);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_summary->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_tables->setObjectName(QStringLiteral("tableTree"));
    m_tables->setColumnCount(4);
    m_tables->header()->setStretchLastSection(false);
    m_tables->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const int column : {1, 2, 3})
        m_tables->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_tables->setAlternatingRowColors(true);
    m_tables->setMinimumHeight(fontMetrics().lineSpacing() * 7);
    m_tables->hide();
    m_list->setMinimumHeight(fontMetrics().lineSpacing() * 4);

    auto *buttons = new QVBoxLayout;
    buttons->addWidget(m_addFiles);
    buttons->addWidget(m_addFolder);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *top = new QHBoxLayout;
    top->addWidget(m_list, 1);
    top->addLayout(buttons);
    auto *box = new QGroupBox;
    auto *inBox = new QVBoxLayout(box);
    inBox->addWidget(m_summary);
    inBox->addWidget(m_progress);
    inBox->addWidget(m_tables, 1);
    inBox->addWidget(m_assign, 0, Qt::AlignLeft);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addLayout(top, 1);
    layout->addWidget(box, 2);

    connect(m_addFiles, &QPushButton::clicked, this, &DataPanel::addFiles);
    connect(m_addFolder, &QPushButton::clicked, this, &DataPanel::addFolder);
    connect(m_remove, &QPushButton::clicked, this, &DataPanel::removeSelected);
    connect(m_assign, &QPushButton::clicked, this, &DataPanel::assignCrs);
    connect(m_list, &QListWidget::itemSelectionChanged, this,
        [this] { m_remove->setEnabled(!m_list->selectedItems().isEmpty()); });
    connect(m_tables, &QTreeWidget::itemChanged, this, &DataPanel::takeTables);
    connect(m_data, &DataSet::changed, this, [this] {
        showSummary();
        fillTables();
        emit changed();
    });
    connect(m_data, &DataSet::progressed, this, [this](const Progress &progress) {
        m_progress->setRange(0, int(progress.total));
        m_progress->setValue(int(progress.done));
    });
    m_remove->setEnabled(false);
    speak(this, [this, box] {
        m_addFiles->setText(tr("Add &files…"));
        m_addFolder->setText(tr("Add f&older…"));
        m_remove->setText(tr("&Remove"));
        m_assign->setText(tr("&Assign a CRS…"));
        m_list->setAccessibleName(tr("Files of the data set"));
        m_tables->setAccessibleName(tr("Tables and attributes to publish"));
        m_tables->setHeaderLabels({tr("Table, attributes"), tr("Geometry"), tr("Features"), tr("CRS")});
        m_progress->setAccessibleName(tr("Reading the headers of the files"));
        box->setTitle(tr("What they are together"));
        showSummary();
        fillTables();
    });
}

QWidget *DataPanel::firstField() const
{
    return m_paths.isEmpty() ? static_cast<QWidget *>(m_addFiles) : m_list;
}

void DataPanel::load(const PublishDraft &draft)
{
    m_assignCrs = draft.request.assignCrs;
    m_request.tables = draft.request.tables;
    setPaths(draft.request.paths);
    fillTables();
}

void DataPanel::save(PublishDraft &draft) const
{
    draft.request.paths = m_paths;
    draft.request.assignCrs = m_assignCrs;
    if (!m_data->isReady())
        return;
    draft.request.srs = m_data->crs();
    draft.request.tables =
        m_data->kind() == SourceKind::Vector ? shortTables(m_request.tables, m_data->tables()) : std::vector<PublishTable>();
    if (m_data->kind() != SourceKind::Raster)
        draft.request.rasterStyles.clear(); // chosen for other data
}

/// By the name alone: ten thousand files are not looked at for their icons.
static QString iconOf(const QString &path)
{
    if (QFileInfo(path).suffix().isEmpty())
        return QStringLiteral("open-folder");
    switch (kindOfName(path)) {
    case SourceKind::Vector: return QStringLiteral("vector");
    case SourceKind::PointCloud: return QStringLiteral("pointcloud");
    default: return QStringLiteral("raster");
    }
}

void DataPanel::setPaths(const QStringList &paths)
{
    m_paths = paths;
    m_list->clear();
    for (const QString &path : paths) {
        auto *item = new QListWidgetItem(Theme::icon(iconOf(path)), shownText(path));
        item->setToolTip(shownText(path));
        item->setData(Qt::UserRole, path);
        m_list->addItem(item);
    }
    m_data->open(m_paths, m_assignCrs);
    showSummary();
    emit changed();
}

void DataPanel::addPaths(const QStringList &paths)
{
    QStringList all = m_paths;
    for (const QString &path : paths) {
        if (!path.isEmpty() && !all.contains(path))
            all << path;
    }
    if (all != m_paths)
        setPaths(all);
}

void DataPanel::addFiles()
{
    addPaths(FileDialog::openFiles(this, QStringLiteral("data"), tr("Add files to the data set"),
        tr("Rasters, vectors and point clouds (%1);;All files (*)").arg(fileDialogPatterns())));
}

void DataPanel::addFolder()
{
    addPaths({FileDialog::openFolder(this, QStringLiteral("data"), tr("Add a folder to the data set"))});
}

void DataPanel::removeSelected()
{
    QStringList left = m_paths;
    const auto selected = m_list->selectedItems();
    for (const QListWidgetItem *item : selected)
        left.removeOne(item->data(Qt::UserRole).toString());
    setPaths(left);
    m_addFiles->setFocus();
}

void DataPanel::assignCrs()
{
    const QString crs = CrsPicker::pick(this, tr("Assign a CRS"),
        tr("The files do not say which coordinate reference system their coordinates are in. "
           "Choose the one that they were made in; the files themselves are not changed."),
        m_assignCrs);
    if (crs.isEmpty())
        return;
    m_assignCrs = crs;
    m_data->open(m_paths, m_assignCrs);
    emit changed();
}

static QString row(const QString &name, const QString &value)
{
    return QStringLiteral("<tr><td style=\"padding-right:16px\">%1</td><td>%2</td></tr>").arg(name, value.toHtmlEscaped());
}

static QString sampleTypeText(RasterSampleType type)
{
    switch (type) {
    case RasterSampleType::UInt8: return QStringLiteral("uint8");
    case RasterSampleType::Int8: return QStringLiteral("int8");
    case RasterSampleType::UInt16: return QStringLiteral("uint16");
    case RasterSampleType::Int16: return QStringLiteral("int16");
    case RasterSampleType::Float32: return QStringLiteral("float32");
    case RasterSampleType::Other: break;
    }
    return QCoreApplication::translate("tuilerie::DataPanel", "other");
}

void DataPanel::showSummary()
{
    m_progress->setVisible(m_data->state() == DataSet::State::Opening);
    m_assign->setVisible(
        m_data->isReady() && !isPyramidKind(m_data->publishKind()) && (m_data->crs().isEmpty() || !m_assignCrs.isEmpty()));
    switch (m_data->state()) {
    case DataSet::State::Empty: m_summary->setText(tr("Add files or a folder, or drop them here.")); return;
    case DataSet::State::Opening:
        m_summary->setText(tr("Reading the headers of the files…"));
        m_progress->setRange(0, 0);
        return;
    case DataSet::State::Failed: m_summary->setText(m_data->error().message.toHtmlEscaped()); return;
    case DataSet::State::Ready: break;
    }
    QString text = QStringLiteral("<table>");
    text += row(tr("Files"),
        m_data->files() == 1 ? tr("1 file, %1").arg(formatBytes(m_data->bytes()))
                             : tr("%1 files, %2").arg(formatCount(m_data->files()), formatBytes(m_data->bytes())));
    const auto crs = Crs::fromText(m_data->crs());
    if (!isPyramidKind(m_data->publishKind()) || !m_data->crs().isEmpty())
        text += row(tr("CRS"),
            m_data->crs().isEmpty()   ? tr("none: assign one")
                : !crs                ? m_data->crs().left(60)
                : crs->id().isEmpty() ? crs->title()
                                      : tr("%1 (%2)").arg(crs->id(), crs->title()));
    text += m_data->kind() == SourceKind::Vector   ? vectorSummary()
        : m_data->kind() == SourceKind::PointCloud ? cloudSummary()
                                                   : rasterSummary();
    if (m_data->problems() > 0)
        text += row(tr("Unreadable"),
            m_data->problems() == 1 ? tr("1 file: see the next page")
                                    : tr("%1 files: see the next page").arg(m_data->problems()));
    m_summary->setText(text + QStringLiteral("</table>"));
}

QString DataPanel::extentRow() const
{
    const auto crs = Crs::fromText(m_data->crs());
    const Extent extent = m_data->extent();
    const int decimals = crs && crs->isGeographic() ? 6 : 0;
    if (extent.isEmpty())
        return {};
    return row(tr("Extent"),
        tr("west %1, south %2, east %3, north %4")
            .arg(formatCoordinate(extent.west, decimals), formatCoordinate(extent.south, decimals),
                formatCoordinate(extent.east, decimals), formatCoordinate(extent.north, decimals)));
}

QString DataPanel::vectorSummary() const
{
    qint64 features = 0;
    for (const VectorLayerInfo &table : m_data->tables())
        features += table.features;
    const qint64 tables = qint64(m_data->tables().size());
    return row(tr("Content"),
               tables == 1 ? tr("1 table, %1 features").arg(formatCount(features))
                           : tr("%1 tables, %2 features").arg(formatCount(tables), formatCount(features)))
        + extentRow();
}

QString DataPanel::cloudSummary() const
{
    const PointCloudFiles &cloud = m_data->cloud();
    if (cloud.points == 0)
        return row(tr("Content"),
            m_data->publishKind() == PublishKind::Ept ? tr("a point cloud pyramid (EPT)") : tr("a point cloud index (VPC)"));
    QStringList formats;
    for (const auto &[version, format] : cloud.formats)
        formats << tr("LAS 1.%1, point format %2").arg(version).arg(format);
    QString text = row(tr("Content"), tr("%1 points, %2").arg(formatCount(cloud.points), formats.join(tr("; "))));
    const auto crs = Crs::fromText(m_data->crs());
    const double area = m_data->extent().width() * m_data->extent().height();
    if (area > 0 && !(crs && crs->isGeographic()))
        text += row(tr("Density"),
            tr("about %1 points per m² of the extent").arg(QLocale().toString(double(cloud.points) / area, 'g', 3)));
    text += row(
        tr("Heights"), tr("%1 to %2").arg(QLocale().toString(cloud.minZ, 'f', 2), QLocale().toString(cloud.maxZ, 'f', 2)));
    return text + extentRow();
}

QString DataPanel::rasterSummary() const
{
    const RasterInfo &info = *m_data->raster();
    const auto crs = Crs::fromText(info.crs);
    const double metres = info.cellSizeX * (crs ? crs->metersPerUnit() : 1);
    QString text = row(
        tr("Pixels"), tr("%1 × %2, %3 each").arg(formatCount(info.width), formatCount(info.height), cellSizeText(metres)));
    QString bands = info.bands == 1 ? tr("1 band, %1").arg(sampleTypeText(info.type))
                                    : tr("%1 bands, %2").arg(info.bands).arg(sampleTypeText(info.type));
    if (info.hasPalette)
        bands += tr(", palette");
    if (info.hasAlpha)
        bands += tr(", alpha");
    if (info.hasMask)
        bands += tr(", mask");
    if (info.nodata)
        bands += tr(", nodata %1").arg(QLocale().toString(*info.nodata, 'g', 10));
    text += row(tr("Content"), bands);
    text += extentRow();
    text += row(tr("Format"),
        info.compression.isEmpty() ? info.driver : tr("%1, compression %2").arg(info.driver, info.compression));
    return text;
}

void DataPanel::fillTables()
{
    const bool vector = m_data->isReady() && m_data->kind() == SourceKind::Vector;
    m_tables->setVisible(vector);
    if (!vector)
        return;
    m_filling = true;
    m_request.tables = chosenTables(m_request, m_data->tables());
    m_tables->clear();
    for (const VectorLayerInfo &info : m_data->tables()) {
        const auto chosen = std::find_if(
            m_request.tables.begin(), m_request.tables.end(), [&](const PublishTable &t) { return t.table == info.name; });
        const bool on = chosen != m_request.tables.end();
        auto *item = new QTreeWidgetItem(m_tables,
            {info.name, info.geometry, formatCount(info.features), info.crs.isEmpty() ? tr("none") : info.crs.left(30)});
        item->setIcon(0, Theme::icon(QStringLiteral("vector")));
        item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
        item->setCheckState(0, on ? Qt::Checked : Qt::Unchecked);
        for (const VectorLayerInfo::Field &field : info.fields) {
            auto *attribute = new QTreeWidgetItem(item, {field.name, field.type});
            const bool kept = !on || chosen->attributes.isEmpty() || chosen->attributes.contains(field.name);
            attribute->setCheckState(0, kept ? Qt::Checked : Qt::Unchecked);
        }
    }
    m_filling = false;
}

void DataPanel::takeTables()
{
    if (m_filling)
        return;
    std::vector<PublishTable> tables;
    for (int i = 0; i < m_tables->topLevelItemCount(); ++i) {
        const QTreeWidgetItem *item = m_tables->topLevelItem(i);
        if (item->checkState(0) != Qt::Checked)
            continue;
        PublishTable table;
        // Its levels and style are chosen on another page.
        for (const PublishTable &before : m_request.tables) {
            if (before.table == item->text(0))
                table = before;
        }
        table.table = item->text(0);
        table.attributes.clear();
        for (int j = 0; j < item->childCount(); ++j) {
            if (item->child(j)->checkState(0) == Qt::Checked)
                table.attributes << item->child(j)->text(0);
        }
        if (table.attributes.size() == item->childCount())
            table.attributes.clear();
        tables.push_back(table);
    }
    m_request.tables = tables;
    emit changed();
}

QString DataPanel::problem() const
{
    switch (m_data->state()) {
    case DataSet::State::Empty: return tr("Add the files to publish.");
    case DataSet::State::Opening: return tr("The headers of the files are still being read.");
    case DataSet::State::Failed: return m_data->error().message;
    case DataSet::State::Ready: break;
    }
    if (m_data->crs().isEmpty() && !isPyramidKind(m_data->publishKind()))
        return tr("The files do not say their CRS: assign one.");
    if (m_data->kind() == SourceKind::Vector && m_request.tables.empty())
        return tr("Tick at least one table to publish.");
    return {};
}

void DataPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void DataPanel::dropEvent(QDropEvent *event)
{
    QStringList paths;
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls)
        paths << pathOfUrl(url);
    addPaths(paths);
    event->acceptProposedAction();
}

bool DataPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete) {
        removeSelected();
        return true;
    }
    return DraftPanel::eventFilter(watched, event);
}

} // namespace tuilerie
