long-date = { $day ->
    [1] 1er { $month } { $year }
   *[other] { $day } { $month } { $year }
}
moment = { $date } à { $time }
month = { $n ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
    [12] décembre
   *[other] { $n }
}
short-month = { $n ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juil.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
    [12] déc.
   *[other] { $n }
}
