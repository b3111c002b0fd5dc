// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/background.h"
#include "render/vectorstyle.h"

#include <QPointer>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;
class QTabWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace tuilerie {

class LabelsPanel;
class SymbolEditor;

/// The style of a vector layer: single symbol, categories, graduated classes, labels; from and to style files. Each change
/// is drawn at once; classes are computed in the background. UI thread only.
class StylePanel : public QWidget
{
    Q_OBJECT
public:
    explicit StylePanel(QWidget *parent = nullptr);

    void showLayer(MapLayer *layer); ///< nullptr or no vector layer: nothing to style
    const VectorStyle &style() const { return m_style; }
    bool isComputing() const { return m_computing.isRunning(); }

    void loadFile();
    void loadStored();
    void save();

private:
    void build();
    void retranslate();
    void fillKinds();
    void fillFields();
    void show(); ///< the fields follow m_style
    void showClasses();
    void chooseKind();
    void chooseField();
    void compute();
    void editSymbol();
    void classChanged(QTreeWidgetItem *item, int column);
    void apply();
    void loaded(const Result<QStringList> &problems, const QString &title);
    std::vector<size_t> selectedClasses() const;

    QPointer<MapLayer> m_layer;
    std::vector<VectorField> m_fields;
    VectorStyle m_style;
    QTabWidget *m_tabs;
    QFormLayout *m_form;
    QComboBox *m_kind;
    QLabel *m_kept;
    QComboBox *m_field;
    QComboBox *m_method;
    QSpinBox *m_count;
    QComboBox *m_ramp;
    QTreeWidget *m_classes;
    SymbolEditor *m_symbol;
    LabelsPanel *m_labels;
    QPushButton *m_load;
    QPushButton *m_save;
    QLabel *m_status;
    std::vector<std::pair<QWidget *, const char *>> m_rowNames;
    bool m_filling = false;
    LatestOnly<Result<std::vector<VectorClass>>> m_computing;
};

} // namespace tuilerie
