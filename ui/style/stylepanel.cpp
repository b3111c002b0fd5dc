// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/stylepanel.h"

#include "base/atomicfile.h"
#include "ui/style/labelspanel.h"
#include "ui/style/symboleditor.h"
#include "render/stylefiles.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/format.h"
#include "ui/widgets/messagebox.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTreeWidget>

namespace tuilerie {

namespace {

enum ClassColumn { Symbol, Label, Count };

QIcon rampIcon(const QString &name)
{
    QPixmap picture(48, 14);
    QPainter painter(&picture);
    for (int x = 0; x < picture.width(); ++x) {
        painter.setPen(rampColor(name, name == QLatin1String("distinct") ? (x / 8) / 6. : x / double(picture.width() - 1)));
        painter.drawLine(x, 0, x, picture.height());
    }
    painter.end();
    return QIcon(picture);
}

} // namespace

StylePanel::StylePanel(QWidget *parent)
    : QWidget(parent)
    , m_computing(this, WorkPool::quick())
{
    setObjectName(QStringLiteral("stylePanel"));
    build();
    speak(this, [this] { retranslate(); });
    showLayer(nullptr);
}

void StylePanel::build()
{
    m_kind = new QComboBox;
    m_kind->setObjectName(QStringLiteral("styleKind"));
    m_kept = new QLabel;
    m_kept->setObjectName(QStringLiteral("styleKept"));
    m_kept->setWordWrap(true);
    m_field = new QComboBox;
    m_field->setObjectName(QStringLiteral("styleField"));
    m_field->setEditable(true);
    m_field->setInsertPolicy(QComboBox::NoInsert);
    m_method = new QComboBox;
    m_method->setObjectName(QStringLiteral("styleMethod"));
    m_count = new QSpinBox;
    m_count->setObjectName(QStringLiteral("styleCount"));
    m_count->setRange(2, 30);
    m_count->setKeyboardTracking(false);
    m_ramp = new QComboBox;
    m_ramp->setObjectName(QStringLiteral("styleRamp"));
    m_ramp->setIconSize({48, 14});
    m_classes = new QTreeWidget;
    m_classes->setObjectName(QStringLiteral("styleClasses"));
    m_classes->setColumnCount(3);
    m_classes->setRootIsDecorated(false);
    m_classes->setUniformRowHeights(true);
    m_classes->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_classes->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_classes->setIconSize({30, 18});
    m_classes->setMinimumHeight(fontMetrics().lineSpacing() * 8);
    m_classes->header()->setStretchLastSection(false);
    m_classes->header()->setSectionResizeMode(Symbol, QHeaderView::ResizeToContents);
    m_classes->header()->setSectionResizeMode(Label, QHeaderView::Stretch);
    m_classes->header()->setSectionResizeMode(Count, QHeaderView::ResizeToContents);
    m_symbol = new SymbolEditor;
    m_labels = new LabelsPanel;
    m_load = new QPushButton(Theme::icon(QStringLiteral("open-file")), QString());
    m_load->setObjectName(QStringLiteral("styleLoad"));
    m_save = new QPushButton(Theme::icon(QStringLiteral("save")), QString());
    m_save->setObjectName(QStringLiteral("styleSave"));
    m_status = new QLabel;
    m_status->setObjectName(QStringLiteral("styleStatus"));
    m_status->setWordWrap(true);

    auto *symbols = new QWidget;
    m_form = new QFormLayout(symbols);
    m_form->setContentsMargins(0, 6, 0, 0);
    const auto add = [this](const char *name, QWidget *field) {
        auto *label = new QLabel;
        label->setBuddy(field);
        m_form->addRow(label, field);
        m_rowNames.emplace_back(label, name);
    };
    add(QT_TR_NOOP("Drawn by"), m_kind);
    m_form->addRow(m_kept);
    add(QT_TR_NOOP("Field"), m_field);
    add(QT_TR_NOOP("Method"), m_method);
    add(QT_TR_NOOP("Classes"), m_count);
    add(QT_TR_NOOP("Colours"), m_ramp);
    m_form->addRow(m_classes);
    m_form->addRow(m_symbol);
    for (QComboBox *combo : {m_kind, m_field, m_method, m_ramp}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
    }
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(symbols, QString());
    m_tabs->addTab(m_labels, QString());
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_load);
    buttons->addWidget(m_save);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 10);
    layout->addWidget(m_tabs);
    layout->addWidget(m_status);
    layout->addLayout(buttons);
    layout->addStretch();

    connect(m_kind, &QComboBox::activated, this, &StylePanel::chooseKind);
    connect(m_field, &QComboBox::activated, this, &StylePanel::chooseField);
    connect(m_field->lineEdit(), &QLineEdit::editingFinished, this, &StylePanel::chooseField);
    connect(m_method, &QComboBox::activated, this, &StylePanel::compute);
    connect(m_ramp, &QComboBox::activated, this, &StylePanel::compute);
    connect(m_count, &QSpinBox::valueChanged, this, &StylePanel::compute);
    connect(m_symbol, &SymbolEditor::changed, this, &StylePanel::editSymbol);
    connect(m_classes, &QTreeWidget::itemChanged, this, &StylePanel::classChanged);
    connect(m_classes, &QTreeWidget::itemSelectionChanged, this, [this] {
        if (const auto rows = selectedClasses(); !rows.empty())
            m_symbol->setSymbol(m_style.geometry, m_style.classes[rows.front()].symbol);
        m_symbol->setEnabled(m_style.kind == VectorStyle::Kind::Single || !selectedClasses().empty());
    });
    connect(m_labels, &LabelsPanel::changed, this, [this] {
        m_style.labels = m_labels->labels();
        apply();
    });
    auto *menu = new QMenu(m_load);
    QAction *fromFile = menu->addAction(QString(), this, &StylePanel::loadFile);
    fromFile->setObjectName(QStringLiteral("styleLoadFile"));
    QAction *stored = menu->addAction(QString(), this, &StylePanel::loadStored);
    stored->setObjectName(QStringLiteral("styleLoadStored"));
    m_load->setMenu(menu);
    connect(m_save, &QPushButton::clicked, this, &StylePanel::save);
}

void StylePanel::retranslate()
{
    m_filling = true;
    for (const auto &[label, name] : m_rowNames)
        static_cast<QLabel *>(label)->setText(tr(name));
    m_tabs->setTabText(0, tr("Symbols"));
    m_tabs->setTabText(1, tr("Labels"));
    m_load->setText(tr("Load"));
    m_load->setToolTip(tr("Read a style from a file or from the GeoPackage"));
    m_save->setText(tr("Save…"));
    m_save->setToolTip(tr("Write the style as QML (QGIS) or SLD 1.0.0"));
    m_load->menu()->actions().at(0)->setText(tr("Style &file (QML, SLD, Mapbox GL)…"));
    m_load->menu()->actions().at(1)->setText(tr("Style stored in the &GeoPackage"));
    m_classes->setHeaderLabels({QString(), tr("Label"), tr("Features")});
    m_classes->setAccessibleName(tr("Classes"));
    m_field->setToolTip(tr("A field, or an expression such as \"population\" / \"area\""));
    const auto fill = [](QComboBox *combo, const QStringList &texts) {
        const int current = combo->currentIndex();
        combo->clear();
        combo->addItems(texts);
        combo->setCurrentIndex(std::max(0, current));
    };
    fill(m_method, {tr("Equal intervals"), tr("Quantiles (equal counts)"), tr("Natural breaks")});
    const QStringList ramps = colorRamps();
    const QHash<QString, QString> names{{QStringLiteral("green-blue"), tr("Green to blue")},
        {QStringLiteral("yellow-red"), tr("Yellow to red")}, {QStringLiteral("blues"), tr("Blues")},
        {QStringLiteral("greens"), tr("Greens")}, {QStringLiteral("reds"), tr("Reds")},
        {QStringLiteral("greys"), tr("Greys")}, {QStringLiteral("earth"), tr("Green to brown")},
        {QStringLiteral("blue-red"), tr("Blue to red")}, {QStringLiteral("distinct"), tr("Distinct colours")}};
    m_ramp->clear();
    for (const QString &ramp : ramps)
        m_ramp->addItem(rampIcon(ramp), names.value(ramp, ramp), ramp);
    fillKinds();
    m_filling = false;
    if (m_layer)
        show();
}

void StylePanel::showLayer(MapLayer *layer)
{
    if (layer && layer->kind() != MapLayerKind::Vector)
        layer = nullptr;
    if (layer != m_layer) {
        m_computing.cancel();
        m_status->clear();
        if (m_layer)
            disconnect(m_layer, nullptr, this, nullptr);
    }
    m_layer = layer;
    setVisible(layer);
    if (!layer)
        return;
    m_fields = vectorFields(*layer);
    const VectorStyle before = m_style;
    m_style = vectorStyleOf(*layer);
    // What only makes new classes is not in the layer: it stays as the user chose it last.
    m_style.method = before.method;
    m_style.ramp = m_style.kind == VectorStyle::Kind::Categories ? QStringLiteral("distinct") : before.ramp;
    fillFields();
    show();
}

void StylePanel::fillFields()
{
    m_filling = true;
    m_field->clear();
    for (const VectorField &field : m_fields)
        m_field->addItem(Theme::icon(field.isNumber ? QStringLiteral("stretch") : QStringLiteral("table")), field.name);
    m_filling = false;
}

void StylePanel::fillKinds()
{
    m_kind->clear();
    m_kind->addItem(tr("One symbol"), int(VectorStyle::Kind::Single));
    m_kind->addItem(tr("Categories"), int(VectorStyle::Kind::Categories));
    m_kind->addItem(tr("Graduated classes"), int(VectorStyle::Kind::Graduated));
    if (m_style.kind == VectorStyle::Kind::Kept)
        m_kind->addItem(tr("As loaded"), int(VectorStyle::Kind::Kept));
    m_kind->setCurrentIndex(m_kind->findData(int(m_style.kind)));
}

void StylePanel::show()
{
    m_filling = true;
    const bool kept = m_style.kind == VectorStyle::Kind::Kept;
    fillKinds();
    m_kept->setText(m_style.keptReason);
    m_form->setRowVisible(m_kept, kept);
    const bool graduated = m_style.kind == VectorStyle::Kind::Graduated;
    const bool classes = graduated || m_style.kind == VectorStyle::Kind::Categories;
    m_form->setRowVisible(m_field, classes);
    m_form->setRowVisible(m_method, graduated);
    m_form->setRowVisible(m_count, graduated);
    m_form->setRowVisible(m_ramp, classes);
    m_form->setRowVisible(m_classes, classes);
    m_form->setRowVisible(m_symbol, !kept);
    m_field->setEditText(m_style.field);
    m_method->setCurrentIndex(int(m_style.method));
    m_count->setValue(m_style.classCount);
    m_ramp->setCurrentIndex(std::max(0, m_ramp->findData(m_style.ramp)));
    showClasses();
    m_symbol->setSymbol(m_style.geometry, m_style.symbol);
    m_symbol->setEnabled(m_style.kind == VectorStyle::Kind::Single);
    m_labels->setLabels(m_style.geometry, m_fields, m_style.labels);
    m_filling = false;
}

void StylePanel::showClasses()
{
    const bool before = std::exchange(m_filling, true);
    m_classes->clear();
    QList<QTreeWidgetItem *> items;
    for (const VectorClass &c : m_style.classes) {
        auto *item = new QTreeWidgetItem;
        item->setFlags(item->flags() | Qt::ItemIsEditable | Qt::ItemIsUserCheckable);
        item->setCheckState(Symbol, c.visible ? Qt::Checked : Qt::Unchecked);
        item->setIcon(
            Symbol, QIcon(QPixmap::fromImage(symbolImage(m_style.geometry, c.symbol, {30, 18}, devicePixelRatioF()))));
        item->setText(Label, c.label);
        item->setToolTip(Label,
            c.isOther                                           ? tr("All other values")
                : m_style.kind == VectorStyle::Kind::Categories ? c.value
                                                                : c.label);
        item->setText(Count, c.features >= 0 ? formatCount(c.features) : QString());
        item->setTextAlignment(Count, Qt::AlignRight | Qt::AlignVCenter);
        items << item;
    }
    m_classes->addTopLevelItems(items);
    m_filling = before;
}

std::vector<size_t> StylePanel::selectedClasses() const
{
    std::vector<size_t> rows;
    const auto selected = m_classes->selectedItems();
    for (QTreeWidgetItem *item : selected) {
        const int row = m_classes->indexOfTopLevelItem(item);
        if (row >= 0 && size_t(row) < m_style.classes.size())
            rows.push_back(size_t(row));
    }
    return rows;
}

void StylePanel::chooseKind()
{
    if (m_filling || !m_layer)
        return;
    const auto kind = VectorStyle::Kind(m_kind->currentData().toInt());
    if (kind == m_style.kind)
        return;
    m_computing.cancel();
    m_status->clear();
    if (m_style.kind == VectorStyle::Kind::Kept)
        m_style.symbol = VectorSymbol();
    m_style.kind = kind;
    m_style.classes.clear();
    if (kind == VectorStyle::Kind::Single) {
        show();
        apply();
        return;
    }
    if (kind == VectorStyle::Kind::Categories)
        m_style.ramp = QStringLiteral("distinct");
    else if (m_style.ramp == QLatin1String("distinct"))
        m_style.ramp = QStringLiteral("green-blue");
    const bool numbers = kind == VectorStyle::Kind::Graduated;
    // Numbers that only tell features apart make no classes that mean anything.
    static const QStringList keys{QStringLiteral("fid"), QStringLiteral("ogc_fid"), QStringLiteral("id"),
        QStringLiteral("gid"), QStringLiteral("objectid"), QStringLiteral("cleabs")};
    const auto fits = [&](const VectorField &f) {
        return f.isNumber == numbers && !keys.contains(f.name.toLower())
            && !f.name.startsWith(QLatin1String("id_"), Qt::CaseInsensitive);
    };
    const auto now =
        std::find_if(m_fields.begin(), m_fields.end(), [&](const VectorField &f) { return f.name == m_style.field; });
    if (now == m_fields.end() || (numbers && !now->isNumber)) {
        const auto first = std::find_if(m_fields.begin(), m_fields.end(), fits);
        const auto any =
            std::find_if(m_fields.begin(), m_fields.end(), [&](const VectorField &f) { return f.isNumber == numbers; });
        m_style.field = first != m_fields.end() ? first->name : any != m_fields.end() ? any->name : QString();
    }
    show();
    compute();
}

void StylePanel::chooseField()
{
    if (m_filling || !m_layer)
        return;
    const QString field = m_field->currentText().trimmed();
    if (field == m_style.field)
        return;
    m_style.field = field;
    compute();
}

void StylePanel::compute()
{
    if (m_filling || !m_layer
        || (m_style.kind != VectorStyle::Kind::Categories && m_style.kind != VectorStyle::Kind::Graduated))
        return;
    m_style.method = VectorStyle::Method(m_method->currentIndex());
    m_style.classCount = m_count->value();
    m_style.ramp = m_ramp->currentData().toString();
    if (m_style.field.isEmpty()) {
        m_status->setText(tr("Choose the field that the classes are made of."));
        return;
    }
    m_status->setText(tr("Computing the classes…"));
    m_computing.ask(
        classesTask(*m_layer, m_style),
        [this, layer = m_layer](Result<std::vector<VectorClass>> classes) {
            if (!layer || layer != m_layer)
                return;
            m_status->setText(classes ? QString() : classes.error().message);
            if (!classes)
                return;
            m_style.classes = std::move(*classes);
            showClasses();
            apply();
        },
        [this](const Progress &progress) {
            if (progress.total > 0)
                m_status->setText(tr("Computing the classes: %1 of %2 features")
                                      .arg(formatCount(progress.done), formatCount(progress.total)));
        });
}

void StylePanel::editSymbol()
{
    if (m_filling || !m_layer)
        return;
    if (m_style.kind == VectorStyle::Kind::Single) {
        m_style.symbol = m_symbol->symbol();
        apply();
        return;
    }
    const VectorSymbol &edited = m_symbol->symbol();
    const auto rows = selectedClasses();
    if (rows.empty())
        return;
    // Several classes at once take only what was changed: their colours stay their own.
    const VectorSymbol before = m_style.classes[rows.front()].symbol;
    for (const size_t row : rows) {
        VectorSymbol &symbol = m_style.classes[row].symbol;
        if (edited.fill != before.fill)
            symbol.fill = edited.fill;
        if (edited.outline != before.outline)
            symbol.outline = edited.outline;
        if (edited.width != before.width)
            symbol.width = edited.width;
        if (edited.dash != before.dash)
            symbol.dash = edited.dash;
        if (edited.marker != before.marker)
            symbol.marker = edited.marker;
        if (edited.size != before.size)
            symbol.size = edited.size;
        if (edited.unit != before.unit)
            symbol.unit = edited.unit;
        if (edited.opacity != before.opacity)
            symbol.opacity = edited.opacity;
        m_filling = true;
        m_classes->topLevelItem(int(row))->setIcon(
            Symbol, QIcon(QPixmap::fromImage(symbolImage(m_style.geometry, symbol, {30, 18}, devicePixelRatioF()))));
        m_filling = false;
    }
    apply();
}

void StylePanel::classChanged(QTreeWidgetItem *item, int column)
{
    if (m_filling || !m_layer)
        return;
    const int row = m_classes->indexOfTopLevelItem(item);
    if (row < 0 || size_t(row) >= m_style.classes.size())
        return;
    VectorClass &c = m_style.classes[size_t(row)];
    c.visible = item->checkState(Symbol) == Qt::Checked;
    if (column == Label)
        c.label = item->text(Label);
    apply();
}

void StylePanel::apply()
{
    if (!m_layer)
        return;
    if (const Status applied = applyVectorStyle(*m_layer, m_style); !applied)
        m_status->setText(applied.error().message);
    else
        m_status->clear();
}

void StylePanel::loaded(const Result<QStringList> &problems, const QString &title)
{
    if (!problems) {
        MessageBox::showError(this, title, problems.error());
        return;
    }
    showLayer(m_layer);
    if (!problems->isEmpty())
        MessageBox::show(this, MessageBox::Kind::Warning, title,
            tr("The style was read, but these parts of it cannot be shown:\n\n• %1")
                .arg(problems->join(QStringLiteral("\n• "))));
}

void StylePanel::loadFile()
{
    if (!m_layer)
        return;
    const QString path = FileDialog::openFile(
        this, QStringLiteral("style"), tr("Load a style"), tr("Styles (*.qml *.sld *.xml *.json);;All files (*)"));
    if (!path.isEmpty())
        loaded(loadStyleFile(*m_layer, path), tr("Load a style"));
}

void StylePanel::loadStored()
{
    if (m_layer)
        loaded(loadStoredStyle(*m_layer), tr("Load a style"));
}

void StylePanel::save()
{
    if (!m_layer)
        return;
    const QString path = FileDialog::saveFile(this, QStringLiteral("style"), tr("Save the style"),
        tr("QGIS style (*.qml);;OGC SLD 1.0.0 (*.sld)"), m_layer->title() + QStringLiteral(".qml"));
    if (path.isEmpty())
        return;
    const auto document = styleDocument(*m_layer, path.endsWith(QLatin1String(".sld"), Qt::CaseInsensitive));
    if (!document) {
        MessageBox::showError(this, tr("Save the style"), document.error());
        return;
    }
    if (!document->problems.isEmpty()) {
        const int answer = MessageBox::ask(this, MessageBox::Kind::Warning, tr("Save the style"),
            tr("SLD 1.0.0 cannot express these parts of the style:\n\n• %1\n\nSave what it can express?")
                .arg(document->problems.join(QStringLiteral("\n• "))),
            {tr("Save"), tr("Cancel")}, 0, 1);
        if (answer != 0)
            return;
    }
    runInBackground(
        WorkPool::quick(), this, [path, content = document->content] { return writeFileAtomically(path, content); },
        [this, path](const Status &written) {
            if (!written)
                MessageBox::showError(this, tr("Save the style"), written.error());
            else
                m_status->setText(tr("Saved: %1").arg(path));
        });
}

} // namespace tuilerie
