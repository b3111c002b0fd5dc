// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace tuilerie {

/// Chooses a CRS out of PROJ's database: words of its code, name or area narrow the list. UI thread only.
class CrsPicker : public QDialog
{
    Q_OBJECT
public:
    explicit CrsPicker(QWidget *parent = nullptr);
    /// A sentence above the list that says what the CRS is wanted for.
    void setExplanation(const QString &text);
    void setSelectedId(const QString &id);
    QString selectedId() const; ///< "EPSG:2154", empty when nothing is selected

    /// The whole thing in one call; empty when the user gave up.
    static QString pick(QWidget *parent, const QString &title, const QString &explanation, const QString &current = {});
    /// The next pick() answers this without being shown. For tests.
    static void setNextAnswer(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    void showArea();

    QLabel *m_explanation;
    QLineEdit *m_search;
    QListView *m_list;
    QLabel *m_area;
    QDialogButtonBox *m_buttons;
    QSortFilterProxyModel *m_filtered;
};

} // namespace tuilerie
